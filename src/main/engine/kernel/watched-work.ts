import { setImmediate } from 'node:timers/promises';

/** Who watches a long computation. */
export interface Watcher {
  readonly signal?: AbortSignal | undefined;
  /** share of the work done, 0 to 1, never falling */
  readonly progress?: ((share: number) => void) | undefined;
}

/** Longest time in which no message is heard. */
const deafMs = 50;

/**
 * Lets a long loop of arithmetic be watched and stopped: called often, it tells the progress and, at most
 * every 50 ms, lets the messages in among which the abort may be.
 *
 * @returns a function of the share done, 0 to 1, that rejects with the signal's reason once it is aborted
 */
export function watchedBy(watcher: Watcher): (share: number) => Promise<void> {
  let heard = performance.now();
  return async (share) => {
    watcher.signal?.throwIfAborted();
    if (performance.now() - heard < deafMs) return;
    watcher.progress?.(share);
    await setImmediate();
    heard = performance.now();
    watcher.signal?.throwIfAborted();
  };
}
