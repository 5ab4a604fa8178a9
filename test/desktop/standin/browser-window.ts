import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { app, windowClosed, windowOpened } from './app.ts';
import { lacking, preventable } from './lacking.ts';
import { dressPage } from './native-theme.ts';
import { toHttp } from './protocol.ts';
import { state } from './state.ts';
import { WebContents } from './web-contents.ts';

interface Options {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  webPreferences?: {
    preload?: string;
    nodeIntegration?: boolean;
    contextIsolation?: boolean;
    sandbox?: boolean;
  };
}

const all: BrowserWindow[] = [];
let nextId = 1;

/** Electron's `BrowserWindow`: one page of Chromium. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...all];
  static getFocusedWindow = (): BrowserWindow | null => all.at(-1) ?? null;
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    all.find((window) => window.webContents === contents) ?? null;

  readonly id = nextId++;
  readonly webContents = new WebContents(this.id);
  private readonly opened: Promise<Page>;
  private bounds: { x: number; y: number; width: number; height: number };
  private maximized = false;
  private visible = false;

  constructor({ x = 0, y = 0, width = 800, height = 600, webPreferences = {} }: Options = {}) {
    super();
    const { nodeIntegration, contextIsolation, sandbox, preload } = webPreferences;
    if (nodeIntegration || contextIsolation === false || sandbox === false)
      throw new Error('electron stand-in: only sandboxed, isolated windows are emulated');
    if (!state.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    this.bounds = { x, y, width, height };
    all.push(this);
    windowOpened(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.opened = this.open(preload);
    // biome-ignore lint/correctness/noConstructorReturn: what is not emulated must throw here too
    return lacking('BrowserWindow', this);
  }

  private async open(preload: string | undefined): Promise<Page> {
    const { browser } = state;
    if (!browser) throw new Error('electron stand-in: no browser');
    const blank = browser.pages().find((page) => page.url() === 'about:blank');
    const page = blank && all.length === 1 ? blank : await browser.newPage();
    await page.setViewportSize({ width: this.bounds.width, height: this.bounds.height });
    page.on('close', () => this.gone());
    await this.webContents.attach(page, await browser.newCDPSession(page), preload);
    await dressPage(page);
    return page;
  }

  private gone(): void {
    const at = all.findIndex((window) => window.id === this.id);
    if (at < 0) return;
    const [own] = all.splice(at, 1);
    this.emit('closed');
    if (own) windowClosed(own);
  }

  /** Closes the window unless the app prevents it. */
  async shut(): Promise<void> {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) await (await this.opened).close();
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.opened;
    this.webContents.isLoading = true;
    await page.goto(toHttp(address), { waitUntil: 'load' });
    this.webContents.isLoading = false;
    this.emit('ready-to-show');
  }

  close = (): void => void this.shut();
  reload = (): void => void this.opened.then((page) => page.reload());
  show = (): void => {
    this.visible = true;
  };
  isVisible = (): boolean => this.visible;
  isDestroyed = (): boolean => !all.some((window) => window.id === this.id);
  isMinimized = (): boolean => false;
  maximize = (): void => {
    this.maximized = true;
  };
  isMaximized = (): boolean => this.maximized;
  focus = (): void => undefined;
  getBounds = (): object => ({ ...this.bounds });
  getNormalBounds = (): object => ({ ...this.bounds });
  setBounds(bounds: Partial<typeof this.bounds>): void {
    this.bounds = { ...this.bounds, ...bounds };
    const { width, height } = this.bounds;
    void this.opened.then((page) => page.setViewportSize({ width, height }));
  }
}
