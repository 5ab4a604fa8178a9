import { type EngineHub, openHub } from './run/process/hub.ts';
import type { StartProcess } from './run/task/process-message.ts';

export type { Router } from './run/router.ts';
export type {
  Picture,
  ProcessHandle,
  ProcessName,
  StartProcess,
} from './run/task/process-message.ts';

/** The engine as a shell sees it: one connection, whatever processes stand behind it. */
export type Engine = EngineHub;

/**
 * Starts the engine's processes and returns the connection to them.
 *
 * @param startProcess how this shell starts a process (`utilityProcess.fork`, `child_process.fork`).
 */
export function startEngine(startProcess: StartProcess, options: EngineOptions): Engine {
  return openHub(startProcess, options);
}

export interface EngineOptions {
  /** which shell holds the project: named to whoever tries to open it meanwhile */
  readonly shell: 'desktop app' | 'browser window' | 'command line';
  /** folder of settings that belong to no project, such as recent projects */
  readonly configFolder: string;
  /** folders the file picker may list; real paths */
  readonly roots: readonly string[];
  /** folder that relative paths of the command line start from */
  readonly workingFolder: string;
}
