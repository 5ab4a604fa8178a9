import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type BrowserContext, chromium, type Page } from 'playwright-core';

/** What a test's function sees of Electron inside the app: real or stand-in. */
export type Inside = typeof import('./standin/electron.ts').electron;

/** A running app, the same handle for real Electron and the stand-in. */
export interface RunningApp {
  readonly kind: 'electron' | 'stand-in';
  firstWindow(): Promise<Page>;
  /** every window's page that shows something */
  pages(): Page[];
  /** Runs a function inside the app's main process; it may use nothing but its two arguments. */
  evaluate<T, A = undefined>(
    run: (electron: Inside, arg: A) => T | Promise<T>,
    arg?: A,
  ): Promise<T>;
  /** Quits the app; its exit code. */
  close(): Promise<number | null>;
}

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Path of Electron's binary; undefined where the package is there without it. */
export function electronBinary(): string | undefined {
  const folder = join(import.meta.dirname, '..', '..', 'node_modules', 'electron');
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Starts the app's built main file in real Electron where that is installed, else in the stand-in. */
export async function launchApp(main: string, options: LaunchOptions = {}): Promise<RunningApp> {
  const executablePath = electronBinary();
  return executablePath
    ? launchElectron(executablePath, main, options)
    : launchStandin(main, options);
}

async function launchElectron(
  executablePath: string,
  main: string,
  { args = [], env = {} }: LaunchOptions,
): Promise<RunningApp> {
  const folder = env['STANDIN_USER_DATA'];
  const app = await _electron.launch({
    executablePath,
    args: [main, ...(folder ? [`--user-data-dir=${folder}`] : []), ...args],
    // `as`: process.env has no undefined values in practice.
    env: { ...process.env, ...env } as Record<string, string>,
  });
  return {
    kind: 'electron',
    firstWindow: () => app.firstWindow(),
    pages: () => app.windows(),
    // `as`: Playwright's function type names the real electron module.
    evaluate: ((run: never, arg: never) => app.evaluate(run, arg)) as RunningApp['evaluate'],
    close: async () => {
      await app.close();
      return app.process().exitCode;
    },
  };
}

/** Starts the app's main file against the stand-in. */
export async function launchStandin(
  main: string,
  { args = [], env = {} }: LaunchOptions,
): Promise<RunningApp> {
  const register = new URL('./standin/register.ts', import.meta.url).href;
  const child = fork(main, [...args], {
    execArgv: ['--import', register],
    env: { ...process.env, ...env },
  });
  const ready = Promise.withResolvers<string>();
  const exited = new Promise<number | null>((resolve) =>
    child.on('exit', (code) => {
      ready.reject(new Error(`the app ended with ${code}`));
      resolve(code);
    }),
  );
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let nextId = 1;
  child.on('message', (message) => {
    // `as`: written by our own stand-in.
    const reply = message as { address?: string; id: number; value?: unknown; error?: string };
    if (reply.address !== undefined) ready.resolve(reply.address);
    else if (reply.error === undefined) waiting.get(reply.id)?.resolve(reply.value);
    else waiting.get(reply.id)?.reject(new Error(reply.error));
  });
  const browser = await chromium.connectOverCDP(await ready.promise);
  const pages = () => shownPages(browser.contexts()[0]);
  const evaluate: RunningApp['evaluate'] = (run, arg) => {
    const wait = Promise.withResolvers<unknown>();
    const id = nextId++;
    waiting.set(id, wait);
    child.send({ id, code: String(run), arg });
    // `as`: settled with what `run` returned.
    return wait.promise as Promise<never>;
  };
  return {
    kind: 'stand-in',
    pages,
    evaluate,
    async firstWindow() {
      for (;;) {
        const [page] = pages();
        if (page) return page;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      void evaluate(({ app }) => app.quit()).catch(() => undefined);
      const code = await exited;
      await browser.close().catch(() => undefined);
      return code;
    },
  };
}

function shownPages(context: BrowserContext | undefined): Page[] {
  return context?.pages().filter((page) => page.url() !== 'about:blank') ?? [];
}
