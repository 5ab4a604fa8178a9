import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { lacking, preventable } from './lacking.ts';
import { state } from './state.ts';

/** A window as quitting needs it. */
interface Shuttable {
  shut(): Promise<void>;
}

const openWindows: Shuttable[] = [];
const ready = Promise.withResolvers<void>();
const appPath = findUp(dirname(resolve(process.argv[1] ?? '.')));
const userData = process.env['STANDIN_USER_DATA'] ?? mkdtempSync(join(tmpdir(), 'standin-'));
const paths: Record<string, string> = {
  temp: tmpdir(),
  exe: process.execPath,
  home: homedir(),
  userData,
};

export class App extends EventEmitter {
  isPackaged = process.env['STANDIN_PACKAGED'] === '1';
  whenReady = () => ready.promise;
  isReady = () => state.isReady;
  getName = () => manifest()['productName'] ?? 'Electron';
  getVersion = () => manifest()['version'] ?? '0.0.0';
  getAppPath = () => appPath;
  getLocale = () => 'en-US';
  requestSingleInstanceLock = () => true;
  exit = (code = 0) => {
    void Promise.resolve(state.browser?.close())
      .catch(() => undefined)
      .finally(() => process.exit(code));
  };
  getPath(name: string): string {
    const path = paths[name];
    if (path === undefined) throw new Error(`electron stand-in: no path '${name}'`);
    return path;
  }
  quit(): void {
    if (state.isQuitting) return;
    const before = preventable();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    state.isQuitting = true;
    void Promise.all(openWindows.map((window) => window.shut())).then(() => this.finish());
  }
  private finish(): void {
    const will = preventable();
    if (openWindows.length === 0) this.emit('will-quit', will);
    if (openWindows.length > 0 || will.defaultPrevented) {
      state.isQuitting = false; // a window or the app said no
      return;
    }
    this.emit('quit', {}, 0);
    this.exit(0);
  }
}

const realApp = new App();
/** Electron's `app`. */
export const app = lacking('app', realApp);

/** Tells the app that it may open windows. */
export function becomeReady(): void {
  state.isReady = true;
  ready.resolve();
  app.emit('ready', {});
}

/** Keeps a window for quitting. */
export function windowOpened(window: Shuttable): void {
  openWindows.push(window);
}

/** The last window's close ends the app, unless it listens and does something else. */
export function windowClosed(window: Shuttable): void {
  const at = openWindows.indexOf(window);
  if (at >= 0) openWindows.splice(at, 1);
  if (openWindows.length > 0 || state.isQuitting) return;
  if (!app.emit('window-all-closed')) app.quit();
}

function findUp(folder: string): string {
  const isTop = existsSync(join(folder, 'package.json')) || dirname(folder) === folder;
  return isTop ? folder : findUp(dirname(folder));
}

function manifest(): Record<string, string> {
  const file = join(appPath, 'package.json');
  // `as`: package.json's name fields are strings.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
