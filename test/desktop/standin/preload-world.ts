// Runs in the preload's isolated world. Sent as source text, so it may use nothing outside itself.

// Only what is used of the browser's own: Node's types know no window.
declare const window: EventTarget & { fetch: typeof fetch };

type Anything = (...values: unknown[]) => unknown;
type Listener = (event: unknown, ...values: unknown[]) => void;

interface Globals {
  __standinSend: (text: string) => void;
  __standin: { receive(text: string): void };
}

interface Message {
  id: number;
  channel: string;
  args: unknown[];
  value?: unknown;
  error?: string;
}

/** contextBridge and ipcRenderer over CustomEvents and a CDP binding, then the preload itself. */
export function preloadWorld(
  token: string,
  encode: (value: unknown) => string,
  decode: (text: string) => unknown,
  preload: (require: Anything, process: object) => void,
): void {
  const globals = globalThis as unknown as Globals;
  const exposed = new Map<string, Anything>();
  const waiting = new Map<number, { resolve: Anything; reject: Anything }>();
  const listeners = new Map<string, Set<Listener>>();
  let nextInvoke = 1;
  let nextPromise = 1;

  const tell = (name: string, detail: unknown) =>
    void window.dispatchEvent(new CustomEvent(`${token}:${name}`, { detail }));
  const isPlain = (v: unknown): v is Record<string, unknown> =>
    v !== null && typeof v === 'object' && Object.getPrototypeOf(v) === Object.prototype;
  const shapeOf = (v: unknown, path: string): unknown => {
    if (typeof v === 'function') {
      exposed.set(path, v as Anything);
      return { $method: path };
    }
    if (!isPlain(v)) return v;
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, shapeOf(x, `${path}.${k}`)]));
  };
  const revive = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(revive);
    if (!isPlain(v)) return v;
    if (typeof v['$fn'] === 'number')
      return (...values: unknown[]) => tell('callback', { fn: v['$fn'], args: values });
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, revive(x)]));
  };
  const isPromise = (v: unknown): v is Promise<unknown> =>
    typeof (v as { then?: unknown } | undefined)?.then === 'function';
  const textOf = (problem: unknown) => (problem instanceof Error ? problem.message : `${problem}`);
  const settle = (promise: number, got: Promise<unknown>) =>
    got.then(
      (value) => tell('settle', { promise, value: shapeOf(value, `r${nextPromise++}`) }),
      (problem) => tell('settle', { promise, error: textOf(problem) }),
    );
  window.addEventListener(`${token}:call`, (event) => {
    const { path, args } = (event as CustomEvent<{ path: string; args: unknown[] }>).detail;
    try {
      const got = exposed.get(path)?.(...args.map(revive));
      if (!isPromise(got)) return tell('answer', { value: shapeOf(got, `r${nextPromise++}`) });
      const promise = nextPromise++;
      tell('answer', { promise });
      void settle(promise, got);
    } catch (problem) {
      tell('answer', { error: textOf(problem) });
    }
  });

  const not = (what: string) => () => {
    throw new Error(`electron stand-in: ${what} is not emulated`);
  };
  const post = (message: Message) => globals.__standinSend(encode(structuredClone(message)));
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        waiting.set(nextInvoke, { resolve, reject });
        post({ id: nextInvoke++, channel, args });
      }),
    send: (channel: string, ...args: unknown[]) => post({ id: 0, channel, args }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener),
    removeAllListeners: (channel: string) => listeners.delete(channel),
    once: not('ipcRenderer.once'),
    sendSync: not('ipcRenderer.sendSync'),
    postMessage: not('ipcRenderer.postMessage'),
  };
  globals.__standin = {
    receive(text) {
      const message = decode(text) as Message;
      if (!message.id) {
        for (const listener of listeners.get(message.channel) ?? [])
          listener({ sender: ipcRenderer }, ...message.args);
        return;
      }
      const invoked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) invoked?.resolve(message.value);
      else invoked?.reject(new Error(message.error));
    },
  };
  const contextBridge = {
    exposeInMainWorld: (key: string, value: unknown) =>
      tell('expose', { key, shape: shapeOf(value, key) }),
  };
  const webUtils = { getPathForFile: not('webUtils.getPathForFile') };
  // A sandboxed preload may require electron and nothing from npm or the file system.
  const require = (name: unknown) =>
    name === 'electron' || name === 'electron/renderer'
      ? { contextBridge, ipcRenderer, webUtils }
      : not(`require('${name}') in a sandboxed preload`)();
  preload(require, { contextIsolated: true, sandboxed: true });
}
