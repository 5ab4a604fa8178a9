import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, nativeTheme, session } from 'electron';
import { explain, type Outcome } from '../../shared/failure.ts';
import type { MenuCommand } from '../../shared/menu-command.ts';
import type { RecentProject } from '../../shared/project.ts';
import { type Engine, startEngine } from '../engine/engine.ts';
import { configFolder } from '../shell/config-folder.ts';
import { lastingEngine } from '../shell/lasting-engine.ts';
import { serveBridge } from './bridge.ts';
import { fileRoots } from './file-roots.ts';
import { guardContents, guardPermissions } from './guard.ts';
import { menuTemplate } from './menu.ts';
import { registerScheme, servePage } from './page-protocol.ts';
import { startUtilityProcess } from './process.ts';
import { projectArgument } from './project-argument.ts';
import { openWindow } from './window.ts';

/** A closing engine commits and leaves; one that hangs must not keep the app from quitting. */
const closeTimeoutMs = 10_000;

registerScheme();
guardContents(app);
if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit(); // the first instance is told and shows its window

function run(): void {
  const engine = startOwnEngine();
  guardPermissions(session.defaultSession);
  serveBridge(engine);
  servePage(engine, join(import.meta.dirname, '..', 'renderer'));
  keepMenu(engine);
  openProject(engine, projectArgument(process.argv, app.isPackaged, process.cwd()));
  openWindow();

  app.on('second-instance', (_event, argv, workingFolder) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized()) window.restore();
    window?.focus();
    openProject(engine, projectArgument(argv, app.isPackaged, workingFolder));
  });
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(engine);
}

function startOwnEngine(): Engine {
  const options = {
    shell: 'desktop app' as const,
    configFolder: configFolder(),
    roots: fileRoots(),
    workingFolder: homedir(),
  };
  const engine = lastingEngine(
    () => startEngine(startUtilityProcess, options),
    (code) =>
      tell(`The engine stopped (exit ${code}) and was started again. Open the project again.`),
  );
  engine.onLost((code) =>
    tell(`The engine keeps stopping (exit ${code}). Start EM Curator again.`),
  );
  return engine;
}

function tell(message: string): void {
  void dialog.showMessageBox({ type: 'warning', message });
}

/** The window shows whatever is open; why a project did not open is said in a box of its own. */
function openProject(engine: Engine, folder: string | undefined): void {
  if (folder === undefined) return;
  engine.call(
    'mutation',
    'project.open',
    { folder, readOnly: false },
    {
      // `as`: what the procedure promises.
      data: (answer) => {
        const opened = answer as Outcome<unknown>;
        if (!opened.ok) tell(explain(opened.failure));
      },
      done: () => undefined,
      error: ({ message }) => tell(message),
    },
  );
}

/** Builds the menu, and again whenever another project is opened. */
function keepMenu(engine: Engine): void {
  const send = (command: MenuCommand) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('menu', command);
  const show = (recent: readonly RecentProject[]) => {
    const template = menuTemplate({
      recent,
      isMac: process.platform === 'darwin',
      send,
      chooseTheme: (theme) => {
        nativeTheme.themeSource = theme;
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  const listen = (
    operation: 'query' | 'subscription',
    path: string,
    data: (value: unknown) => void,
  ) =>
    engine.call(operation, path, undefined, {
      data,
      done: () => undefined,
      error: () => undefined,
    });
  // `as`: the outputs of these two procedures are checked by the router's schemas.
  const refresh = () =>
    listen('query', 'project.recent', (recent) => show(recent as readonly RecentProject[]));
  show([]);
  refresh();
  listen('subscription', 'events', (event) => {
    if ((event as { kind: string }).kind === 'project') refresh();
  });
}

/** Quitting waits for the engine: what was acknowledged is on disk, the project's lock is released. */
function closeBeforeQuit(engine: Engine): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    const timeout = new Promise((resolve) => setTimeout(resolve, closeTimeoutMs));
    void Promise.race([engine.close(), timeout]).then(() => app.quit());
  });
}
