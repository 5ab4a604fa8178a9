import type { GridQuery } from '../../shared/grid.ts';
import { engine } from '../bridge.ts';
import { goTo, showPatches } from '../session/navigation.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { type PointedQueue, placeOf } from './place-of-queue.ts';

const titles: Readonly<Record<PointedQueue, string>> = {
  suspect: 'Suspected mistakes',
  disagreement: 'Models disagree',
  unlabelled: 'Not labelled yet',
  'hold-out': 'Hold-out',
};

const queries: Readonly<Record<PointedQueue, GridQuery>> = {
  suspect: { set: 'suspect', order: 'suspect' },
  disagreement: { set: 'unlabelled', order: 'disagreement' },
  unlabelled: { set: 'unlabelled', order: 'random' },
  'hold-out': { set: 'unlabelled', order: 'random', heldOut: true },
};

/**
 * Opens a queue on the Label screen, as if it was left there; where nothing can be labelled, its patches.
 *
 * @param sources ids; empty means all
 */
export async function openQueue(
  kind: PointedQueue,
  sources: readonly number[] = [],
): Promise<void> {
  if (session.get().project?.readOnly) {
    showPatches(titles[kind], { ...queries[kind], sources: [...sources] });
    return;
  }
  await attempt(engine.labels.rememberPlace.mutate(placeOf(kind, sources)));
  goTo('label');
}
