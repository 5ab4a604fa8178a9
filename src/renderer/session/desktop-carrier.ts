import type { AnswerListener, Carrier, DesktopDoor } from './carrier.ts';

interface DesktopReply {
  type: 'data' | 'done' | 'error';
  id: number;
  data?: unknown;
  message?: string;
  code?: string;
}

/** The preload's surface in the desktop app. */
export interface DesktopBridge extends DesktopDoor {
  call(id: number, operation: string, path: string, input: unknown): void;
  stop(id: number): void;
  onReply(listener: (reply: DesktopReply) => void): () => void;
}

/** Carries questions over Electron's IPC through the preload. */
export function desktopCarrier(bridge: DesktopBridge): Carrier {
  const listeners = new Map<number, AnswerListener>();
  let nextId = 1;
  bridge.onReply((reply) => {
    const listener = listeners.get(reply.id);
    if (!listener) return;
    if (reply.type === 'data') return listener.data(reply.data);
    listeners.delete(reply.id);
    if (reply.type === 'done') return listener.done();
    const code = reply.code ?? 'UNKNOWN';
    const message = reply.message ?? 'The engine did not answer.';
    listener.error({ message, code, lost: code === 'ENGINE_GONE' });
  });
  return {
    desktop: bridge,
    onConnection: (listener) => listener(true),
    start(operation, path, input, listener) {
      const id = nextId++;
      listeners.set(id, listener);
      bridge.call(id, operation, path, input);
      return () => {
        if (listeners.delete(id)) bridge.stop(id);
      };
    },
  };
}
