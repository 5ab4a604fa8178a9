import { EventEmitter } from 'node:events';
import { lacking } from './lacking.ts';

type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, InvokeHandler>();
  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
}

const ipc = new IpcMain();
/** Electron's `ipcMain`. */
export const ipcMain = lacking('ipcMain', ipc);

export interface Invocation {
  id: number;
  channel: string;
  args: unknown[];
}

/** Gives a page's message to the app; the reply of an `invoke`, undefined for a `send`. */
export async function receive(event: object, message: Invocation): Promise<object | undefined> {
  const { id, channel, args } = message;
  if (!id) {
    ipc.emit(channel, event, ...args);
    return undefined;
  }
  try {
    const handler = ipc.handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return { id, value: structuredClone(await handler(event, ...args)) };
  } catch (error) {
    return { id, error: `Error invoking remote method '${channel}': ${error}` };
  }
}
