import type { Engine } from '../../../src/main/engine/engine.ts';

/** What a small engine was asked, in order. */
export interface SmallEngine extends Engine {
  readonly asked: string[];
  /** Sends an event to whoever is subscribed. */
  emit(event: unknown): void;
  readonly subscribers: () => number;
}

/** An engine in one object that answers a few procedures: for the shells' own tests. */
export function smallEngine(): SmallEngine {
  const asked: string[] = [];
  const listeners = new Set<(event: unknown) => void>();
  return {
    asked,
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribers: () => listeners.size,
    call(operation, path, input, listener) {
      asked.push(`${operation} ${path}`);
      if (operation === 'subscription') {
        listeners.add(listener.data);
        return () => void listeners.delete(listener.data);
      }
      if (path === 'echo') queueMicrotask(() => listener.data(input));
      else if (path === 'slow') return () => void asked.push('stopped slow');
      else queueMicrotask(() => listener.error({ message: `No ${path}`, code: 'NOT_FOUND' }));
      return () => undefined;
    },
    picture(address) {
      asked.push(`picture ${address}`);
      const cacheable = address.startsWith('/patch/');
      return Promise.resolve({
        status: 200,
        contentType: 'image/png',
        cacheable,
        body: new Uint8Array([1, 2, 3]),
      });
    },
    close: () => Promise.resolve(),
    onLost: () => undefined,
  };
}
