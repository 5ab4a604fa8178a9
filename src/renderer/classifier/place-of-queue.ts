import type { Place } from '../../shared/decision.ts';

/** Queues of the Label screen that this one points at. */
export type PointedQueue = 'suspect' | 'disagreement' | 'unlabelled' | 'hold-out';

/**
 * A queue as the Label screen keeps it for the next time. Screens know nothing of each other: a test
 * reads this as that screen does.
 *
 * @param sources ids; empty means all
 */
export function placeOf(kind: PointedQueue, sources: readonly number[]): Place {
  const queue = {
    kind,
    order: 'random',
    eachSource: false,
    randomShare: 0.1,
    sources: [...sources],
    where: { technique: [], organism: [], tissue: [] },
    heldOut: null,
    scoreFrom: 0.3,
    scoreTo: 0.7,
    sample: 200,
    again: 0.02,
    blind: false,
    seed: 1,
  };
  const showing = JSON.stringify({ queue, asOf: null, assisted: false });
  return { screen: 'label', showing, focus: null, top: null, selected: [] };
}
