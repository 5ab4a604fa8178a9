import { BrowserWindow, dialog, type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import { isOwnAddress } from './origin.ts';

const request = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    id: z.int().min(0),
    operation: z.enum(['query', 'mutation', 'subscription']),
    path: z.string().min(1).max(200),
    input: z.unknown().optional(),
  }),
  z.object({ type: z.literal('stop'), id: z.int().min(0) }),
]);

const pick = z.object({ folders: z.boolean(), multiple: z.boolean() });

type Call = Extract<z.infer<typeof request>, { type: 'call' }>;
type Sender = Pick<IpcMainEvent, 'senderFrame'>;

/** Carries the window's calls to the engine and the answers back. Foreign senders are not answered. */
export function serveBridge(engine: Engine): void {
  const calls = new Map<WebContents, Map<number, () => void>>();
  ipcMain.on('engine', (event, message: unknown) => {
    const parsed = request.safeParse(message);
    if (!isOwnSender(event) || !parsed.success) return;
    const running = callsOf(event.sender);
    if (parsed.data.type === 'stop') {
      running.get(parsed.data.id)?.();
      running.delete(parsed.data.id);
    } else start(engine, parsed.data, event.sender, running);
  });
  ipcMain.handle('pick-paths', (event, options: unknown) => {
    if (!isOwnSender(event)) throw new Error('Only the window of EM Curator may ask this.');
    return pickPaths(event.sender, pick.parse(options));
  });

  function callsOf(contents: WebContents): Map<number, () => void> {
    const known = calls.get(contents);
    if (known) return known;
    const running = new Map<number, () => void>();
    calls.set(contents, running);
    const stopAll = () => {
      for (const stop of running.values()) stop();
      running.clear();
    };
    // A reloaded page counts its calls from one again: what the old page asked must not answer it.
    contents.on('did-navigate', stopAll);
    contents.once('destroyed', () => {
      stopAll();
      calls.delete(contents);
    });
    return running;
  }
}

/** The message must come from the top frame, and that must show our own page. */
function isOwnSender({ senderFrame }: Sender): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);
}

function start(
  engine: Engine,
  { id, operation, path, input }: Call,
  sender: WebContents,
  running: Map<number, () => void>,
): void {
  const reply = (message: object) => {
    if (!sender.isDestroyed()) sender.send('engine', { id, ...message });
  };
  const stop = engine.call(operation, path, input, {
    data: (data) => reply({ type: 'data', data }),
    done: () => {
      running.delete(id);
      reply({ type: 'done' });
    },
    error: ({ message, code }) => {
      running.delete(id);
      reply({ type: 'error', message, code });
    },
  });
  running.set(id, stop);
}

async function pickPaths(
  sender: WebContents,
  { folders, multiple }: z.infer<typeof pick>,
): Promise<string[]> {
  const window = BrowserWindow.fromWebContents(sender);
  const kind = folders ? ('openDirectory' as const) : ('openFile' as const);
  const properties = multiple ? [kind, 'multiSelections' as const] : [kind];
  const options = { properties: [...properties, 'createDirectory' as const] };
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? [] : filePaths;
}
