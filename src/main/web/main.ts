import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../shared/failure.ts';
import { type Engine, startEngine } from '../engine/engine.ts';
import { configFolder } from '../shell/config-folder.ts';
import { lastingEngine } from '../shell/lasting-engine.ts';
import { forkProcesses } from './fork-process.ts';
import { openInBrowser } from './open-browser.ts';
import { serveWindow } from './serve-window.ts';

export interface WebShellOptions {
  /** project folder to open at once; null shows the start screen */
  readonly project: string | null;
  readonly readOnly?: boolean;
  /** 0 takes a free one */
  readonly port?: number;
  /** folders the file picker may list besides home and the working folder */
  readonly roots?: readonly string[];
  /** folder that relative paths start from */
  readonly workingFolder: string;
  /** told in plain words what happened to the engine */
  readonly report?: (sentence: string) => void;
}

export interface WebShell {
  /** address with the one-time token */
  readonly url: string;
  /** Opens the address for the user; see `openInBrowser`. */
  show(browser?: string): Promise<boolean>;
  /** Closes the window's server, the project and all processes. */
  close(): Promise<void>;
}

/** Folder of the built window, seen from source or from the bundle. */
const rendererFolder = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '..', '..', '..', 'out', 'renderer')
  : join(import.meta.dirname, '..', 'renderer');

/**
 * Starts the engine and serves its window to a browser of this machine.
 *
 * @returns the failure of opening the project or the port; everything is closed again then.
 */
export async function runWebShell(options: WebShellOptions): Promise<Outcome<WebShell>> {
  const report = options.report ?? (() => undefined);
  const engine = lastingEngine(
    () =>
      startEngine(forkProcesses(), {
        shell: 'browser window',
        configFolder: configFolder(),
        roots: [homedir(), options.workingFolder, ...(options.roots ?? [])],
        workingFolder: options.workingFolder,
      }),
    (code) => report(`The engine stopped (exit ${code}) and was started again. Reload the window.`),
  );
  engine.onLost((code) =>
    report(`The engine keeps stopping (exit ${code}). Start EM Curator again.`),
  );
  try {
    const opened = options.project === null ? null : await openProject(engine, options);
    if (opened && !opened.ok) {
      await engine.close();
      return opened;
    }
    const served = await serveWindow({ engine, rendererFolder, port: options.port ?? 0 });
    if (!served.ok) {
      await engine.close();
      return served;
    }
    const { url } = served.value;
    const close = async () => {
      await served.value.close();
      await engine.close();
    };
    return { ok: true, value: { url, show: (browser) => openInBrowser(url, browser), close } };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function openProject(engine: Engine, options: WebShellOptions): Promise<Outcome<unknown>> {
  const input = { folder: options.project, readOnly: options.readOnly ?? false };
  return new Promise((resolve, reject) => {
    engine.call('mutation', 'project.open', input, {
      // `as`: the procedure's output schema is an Outcome.
      data: (outcome) => resolve(outcome as Outcome<unknown>),
      done: () => undefined,
      error: (problem) => reject(new Error(problem.message)),
    });
  });
}
