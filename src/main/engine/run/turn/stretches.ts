import { availableParallelism } from 'node:os';

/** A stretch of rows. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

/** Rows in as many stretches as there are cores, for a worker thread each. */
export function stretchesOf(rows: number): readonly Stretch[] {
  const length = Math.max(1, Math.ceil(rows / availableParallelism()));
  return Array.from({ length: Math.ceil(rows / length) }, (_, i) => ({
    from: i * length,
    count: Math.min(length, rows - i * length),
  }));
}
