import type { Store } from './store.ts';

/**
 * Waits until no label is on its way any more.
 *
 * @param longestMs gives up after so long, when the engine cannot be reached, say
 * @returns whether all were answered in that time
 */
export function whenSaved(store: Store<{ waiting: number }>, longestMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isSaved: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(isSaved);
    };
    const look = () => store.get().waiting === 0 && end(true);
    const timer = setTimeout(() => end(false), longestMs);
    const stop = store.subscribe(look);
    look();
  });
}
