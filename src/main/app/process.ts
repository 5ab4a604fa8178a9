import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { StartProcess } from '../engine/engine.ts';

/**
 * Starts the engine's processes as utility processes: a packaged Electron cannot run as Node.
 * Electron always runs the bundle, so their entries lie beside this file.
 */
export const startUtilityProcess: StartProcess = (name) => {
  const entry = join(import.meta.dirname, `${name}-process.js`);
  const child = utilityProcess.fork(entry, [], { serviceName: `EM Curator ${name}` });
  let isRunning = true;
  child.once('exit', () => {
    isRunning = false;
  });
  return {
    send: (message) => {
      if (isRunning) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
};
