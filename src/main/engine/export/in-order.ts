/** Pieces of work under way at once: enough for every core, few enough to stay small in memory. */
const ahead = 8;

/**
 * Answers of asynchronous work on each item, in the items' order, with some items being worked on
 * ahead of the one that is waited for.
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R> {
  const started: Promise<R>[] = [];
  let next = 0;
  try {
    for (;;) {
      while (next < items.length && started.length < ahead) {
        const item = items[next] as T; // `as`: next is below the length
        const answer = work(item, next);
        // It is waited for later; until then its failure must not count as unhandled.
        answer.catch(() => undefined);
        started.push(answer);
        next++;
      }
      const first = started.shift();
      if (!first) return;
      yield await first;
    }
  } finally {
    await Promise.allSettled(started);
  }
}
