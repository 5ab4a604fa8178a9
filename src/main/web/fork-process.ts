import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ProcessHandle, ProcessName, StartProcess } from '../engine/engine.ts';

/**
 * Starts the engine's processes as children of this Node.
 *
 * From source it runs `engine/run/process/NAME-process.ts`, from the bundle `NAME-process.js` beside it.
 * The children are kept out of the terminal's process group: Ctrl-C reaches the shell alone, which
 * then shuts the engine down in order. They end by themselves when their channel closes.
 *
 * @param entryOf path of a process's entry; replaced in tests.
 */
export function forkProcesses(entryOf: (name: ProcessName) => string = processEntry): StartProcess {
  return (name) => startChild(entryOf(name), name === 'inference');
}

const lastWordsLength = 4000;

/** Path of a process's entry, in source or in the bundle, whichever this file is part of. */
export function processEntry(name: ProcessName): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '..', 'engine', 'run', 'process', `${name}-process.ts`)
    : join(import.meta.dirname, `${name}-process.js`);
}

/**
 * @param isNoisy libraries of the process write warnings of their own (ONNX Runtime and Vulkan, when a
 *   provider is tried and missing): its last words are shown only if it dies.
 */
function startChild(entry: string, isNoisy: boolean): ProcessHandle {
  const child = fork(entry, [], {
    serialization: 'advanced', // typed arrays cross whole
    detached: process.platform !== 'win32',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', isNoisy ? 'pipe' : 'inherit', 'ipc'], // stdout belongs to the command line's results
  });
  let ended = false;
  let isKilled = false;
  const exitListeners: ((code: number | null) => void)[] = [];
  const end = (code: number | null) => {
    if (ended) return;
    ended = true;
    for (const listener of exitListeners) listener(code);
  };
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsLength);
  });
  child.on('exit', (code) => {
    if (code !== 0 && !isKilled) process.stderr.write(lastWords);
    end(code);
  });
  child.on('error', () => {
    if (child.pid === undefined) end(null); // it never started: no exit event follows
  });
  return {
    send: (message) => {
      // A message to a child that just ended is lost like the child; its exit is reported on its own.
      // `as`: plain data by contract (see process-message.ts).
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill: () => {
      isKilled = true;
      child.kill();
    },
  };
}
