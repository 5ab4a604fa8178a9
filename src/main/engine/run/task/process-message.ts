/** Processes of the engine; the shell starts them, since a utility process cannot start another. */
export type ProcessName = 'engine' | 'decode' | 'inference';

/** A started process, whichever way the shell starts one. Messages are plain data (structured clone). */
export interface ProcessHandle {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** called once, however it ended */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** Starts the process whose built or source entry is `run/NAME-process`. */
export type StartProcess = (name: ProcessName) => ProcessHandle;

/** A picture on its way to the window; never part of a procedure's answer. */
export interface Picture {
  readonly status: number;
  readonly contentType: string;
  readonly cacheable: boolean;
  readonly body: Uint8Array;
}

/** Shell to engine process. */
export type EngineRequest =
  | {
      type: 'start';
      shell: string;
      configFolder: string;
      roots: readonly string[];
      workingFolder: string;
    }
  | {
      type: 'call';
      id: number;
      operation: 'query' | 'mutation' | 'subscription';
      path: string;
      input: unknown;
    }
  | { type: 'stop'; id: number }
  | { type: 'picture'; id: number; address: string }
  | { type: 'shut-down' }
  | TaskReply;

/** Engine process to shell. */
export type EngineReply =
  | { type: 'data'; id: number; data: unknown }
  | { type: 'done'; id: number }
  | { type: 'error'; id: number; message: string; code: string }
  | { type: 'picture'; id: number; picture: Picture }
  | { type: 'closed' }
  | ProcessEnd
  | TaskRequest;

/** Engine to a worker process, relayed by the shell. */
export type TaskRequest =
  | { type: 'task'; to: 'decode' | 'inference'; id: number; task: unknown }
  | { type: 'task-stop'; to: 'decode' | 'inference'; id: number };

/** Engine to shell: ends a worker process whose task hears of nothing any more; the next task starts another. */
export type ProcessEnd = { type: 'process-end'; to: 'decode' | 'inference' };

/** Worker process to engine, relayed by the shell; `task-lost` when the process died with the task. */
export type TaskReply =
  | { type: 'task-done'; id: number; result: unknown }
  | { type: 'task-failed'; id: number; message: string }
  | { type: 'task-lost'; id: number; process: string }
  | { type: 'task-progress'; id: number; progress: unknown };
