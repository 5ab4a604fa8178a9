import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

export class UtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;
  constructor(file: string, args: string[] = []) {
    super();
    const parentPort = new URL('./parent-port.ts', import.meta.url).href;
    this.child = fork(file, args, {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
    });
    this.child.on('spawn', () => this.emit('spawn'));
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code));
  }
  postMessage(message: object, transfer: unknown[] = []): void {
    if (transfer.length > 0)
      throw new Error('electron stand-in: ports to a utility process are not emulated');
    if (this.child.connected) this.child.send(message, () => undefined);
  }
  kill = (): boolean => this.child.kill();
  get pid(): number | undefined {
    return this.child.pid;
  }
}

/** Electron's `utilityProcess`, on plain Node: its own V8 and sandbox are not shown by it. */
export const utilityProcess = {
  fork: (file: string, args?: string[]) => new UtilityProcess(file, args),
};
