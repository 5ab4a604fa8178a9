/** Sends values to any number of listeners, each an async iterable that ends with its signal. */
export interface Broadcast<T> {
  send(value: T): void;
  listen(signal: AbortSignal | undefined): AsyncIterable<T>;
}

/**
 * @param sameThing two values of one thing; a listener that is behind gets only the newer of them,
 *   so that a slow window never falls further behind.
 */
export function broadcast<T>(sameThing: (a: T, b: T) => boolean): Broadcast<T> {
  const listeners = new Set<{ waiting: T[]; wake: () => void }>();
  return {
    send(value) {
      for (const listener of listeners) {
        const behind = listener.waiting.findIndex((other) => sameThing(other, value));
        if (behind < 0) listener.waiting.push(value);
        else listener.waiting[behind] = value;
        listener.wake();
      }
    },
    async *listen(signal) {
      const listener = { waiting: [] as T[], wake: () => {} };
      listeners.add(listener);
      const stop = () => listener.wake();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        while (!signal?.aborted) {
          const next = listener.waiting.shift();
          if (next !== undefined) yield next;
          else await new Promise<void>((resolve) => (listener.wake = resolve));
        }
      } finally {
        listeners.delete(listener);
        signal?.removeEventListener('abort', stop);
      }
    },
  };
}
