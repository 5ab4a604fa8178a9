import { join } from 'node:path';
import { app, BrowserWindow, dialog, screen } from 'electron';
import { pageAddress } from './origin.ts';
import {
  boundsWithinReach,
  readWindowState,
  smallestWindow,
  writeWindowState,
} from './window-state.ts';

/** Opens the window where it was last time, and remembers where it is when it closes. */
export function openWindow(): BrowserWindow {
  const file = join(app.getPath('userData'), 'window.json');
  const remembered = readWindowState(file);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...boundsWithinReach(remembered?.bounds, areas),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: app.getName(),
    backgroundColor: '#141517',
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false, // its dictionaries are downloaded
    },
  });
  if (remembered?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(file, {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
    }),
  );
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void offerReload(window, reason);
  });
  void window.loadURL(pageAddress);
  return window;
}

async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `The window stopped (${reason}). Labels marked as saved are safe.`,
    buttons: ['Show it again', 'Close'],
  });
  if (response === 0) window.reload();
  else window.close();
}
