// Runs in the page's own world. Sent as source text, so it may use nothing outside itself.

// Only what is used of the browser's own: Node's types know no window.
declare const window: EventTarget & { fetch: typeof fetch };

interface Answer {
  error?: string;
  promise?: number;
  value?: unknown;
}

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Builds what the preload exposes, and leads fetches of a custom scheme to the loopback server. */
export function pageWorld(token: string, schemes: string[], port: number): void {
  const pending = new Map<number, Pending>();
  const callbacks = new Map<number, (...values: unknown[]) => unknown>();
  let nextCallback = 1;
  let answer: Answer = {};

  const isPlain = (v: unknown): v is Record<string, unknown> =>
    v !== null && typeof v === 'object' && Object.getPrototypeOf(v) === Object.prototype;
  const mapped = (v: Record<string, unknown>, change: (x: unknown) => unknown) =>
    Object.fromEntries(Object.entries(v).map(([k, x]) => [k, change(x)]));
  // Functions of the page become numbers on their way out.
  const out = (v: unknown): unknown => {
    if (typeof v === 'function') {
      callbacks.set(nextCallback, v as (...values: unknown[]) => unknown);
      return { $fn: nextCallback++ };
    }
    if (Array.isArray(v)) return v.map(out);
    return isPlain(v) ? mapped(v, out) : v;
  };
  const methodAt =
    (path: string) =>
    (...values: unknown[]) => {
      answer = {};
      // Throws DataCloneError for what cannot cross, as Electron does.
      const detail = structuredClone({ path, args: values.map(out) });
      window.dispatchEvent(new CustomEvent(`${token}:call`, { detail }));
      const { error, promise, value } = answer;
      if (error !== undefined) throw new Error(error);
      if (promise === undefined) return build(value);
      return new Promise((resolve, reject) => pending.set(promise, { resolve, reject }));
    };
  const build = (shape: unknown): unknown => {
    if (!isPlain(shape)) return shape;
    return typeof shape['$method'] === 'string'
      ? methodAt(shape['$method'])
      : Object.freeze(mapped(shape, build));
  };
  const on = <T>(name: string, receive: (detail: T) => void) =>
    window.addEventListener(`${token}:${name}`, (event) =>
      receive((event as CustomEvent<T>).detail),
    );
  on<{ key: string; shape: unknown }>('expose', ({ key, shape }) =>
    Object.defineProperty(window, key, { value: build(shape), enumerable: true }),
  );
  on<Answer>('answer', (detail) => {
    answer = detail;
  });
  on<{ fn: number; args: unknown[] }>('callback', ({ fn, args }) => callbacks.get(fn)?.(...args));
  on<{ promise: number; value: unknown; error?: string }>('settle', ({ promise, value, error }) => {
    const waiting = pending.get(promise);
    pending.delete(promise);
    if (error === undefined) waiting?.resolve(build(value));
    else waiting?.reject(new Error(error));
  });
  const fetchOfBrowser = window.fetch;
  window.fetch = (input, init) => {
    const [, scheme = '', host, path] =
      (typeof input === 'string' && /^([\w+-]+):\/\/([^/]*)(.*)$/.exec(input)) || [];
    return schemes.includes(scheme)
      ? fetchOfBrowser(`http://${host}.${scheme}.localhost:${port}${path}`, init)
      : fetchOfBrowser(input, init);
  };
}
