import type { GridQuery } from '../../shared/grid.ts';

/** Which patches wait to be labelled, and in which order. */
export interface Queue {
  readonly kind: 'unlabelled' | 'near-threshold' | 'labelled' | 'all';
  readonly order: 'random' | 'position';
  /** null: all sources */
  readonly source: number | null;
  readonly heldOut: boolean | null;
  readonly seed: number;
}

export const firstQueue: Queue = {
  kind: 'unlabelled',
  order: 'random',
  source: null,
  heldOut: null,
  seed: 1,
};

export const queueWords: Readonly<Record<Queue['kind'], string>> = {
  unlabelled: 'Not labelled yet',
  'near-threshold': 'Near the threshold',
  labelled: 'Labelled',
  all: 'All exemplars',
};

/** The query of a queue; another seed is another draw and leaves out what was labelled meanwhile. */
export function queryOf(queue: Queue): GridQuery {
  return {
    set: queue.kind,
    order: queue.order,
    seed: queue.seed,
    sources: queue.source === null ? [] : [queue.source],
    heldOut: queue.heldOut,
  };
}
