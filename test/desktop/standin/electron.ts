// A test double for the `electron` module: the real main bundle and the real preload run against it,
// and each BrowserWindow is a page of a real Chromium. What it lacks throws. Run through register.ts.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, findTestBrowser } from '../../../scripts/find-browser.ts';
import { app, becomeReady } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc.ts';
import { lacking } from './lacking.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeTheme } from './native-theme.ts';
import { listen, protocol } from './protocol.ts';
import { noted, state } from './state.ts';
import { utilityProcess } from './utility-process.ts';

const shell = lacking('shell', {
  openExternal: noted('shell.openExternal', undefined),
  showItemInFolder: noted('shell.showItemInFolder', undefined),
});
// Tests replace these through evaluate(), exactly as they would in real Electron.
const dialog = lacking('dialog', {
  showOpenDialog: noted('dialog.showOpenDialog', { canceled: true, filePaths: [] }),
  showMessageBox: noted('dialog.showMessageBox', { response: 0, checkboxChecked: false }),
});
const session = lacking('session', {
  defaultSession: lacking('session.defaultSession', {
    setPermissionRequestHandler: noted('session.setPermissionRequestHandler', undefined),
    setPermissionCheckHandler: noted('session.setPermissionCheckHandler', undefined),
  }),
});
const screen = lacking('screen', {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1050 } }],
});

/** What tests see inside `evaluate`; `standin` is absent in real Electron. */
export const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  standin: { calls: state.calls },
};
export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
};

async function start(): Promise<void> {
  await listen();
  const profile = join(app.getPath('userData'), 'chromium');
  mkdirSync(profile, { recursive: true });
  const executablePath = await findTestBrowser();
  if (!executablePath) throw new Error('electron stand-in: no Chromium here');
  state.browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: process.env['STANDIN_HEADED'] !== '1',
    chromiumSandbox: process.getuid?.() !== 0, // as root Chromium does not start with its sandbox
    viewport: null,
    locale: 'en-US', // under C.UTF-8 a page gets a language tag that Intl refuses
    args: [...browserFlags, '--remote-debugging-port=0'],
  });
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  process.send?.({ type: 'ready', address: `http://127.0.0.1:${port}` });
  becomeReady();
}

interface Evaluation {
  id: number;
  code: string;
  arg: unknown;
}
process.on('message', async ({ id, code, arg }: Evaluation) => {
  try {
    // The test's own function, sent as text: Playwright does the same with real Electron.
    const body = new Function('electron', 'arg', `return (${code})(electron, arg)`);
    process.send?.({ id, value: await body(electron, arg) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => app.exit(0)); // the test died
// After the main script's first turn, as in Electron.
setImmediate(() =>
  start().catch((error) => {
    console.error(error);
    process.exit(1);
  }),
);
