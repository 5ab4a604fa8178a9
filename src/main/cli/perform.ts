import { explain, type Failure, fail, type Outcome } from '../../shared/failure.ts';
import type { Engine } from '../engine/engine.ts';
import type { Answer } from './answer.ts';
import { type Bench, benchOf } from './bench.ts';
import { connect, problemCode } from './client.ts';
import { exitCodeOfFailure, exitCodes } from './exit-code.ts';
import { openLogFile } from './log-file.ts';
import type { CommonOptions } from './option.ts';
import type { Terminal } from './terminal.ts';

export type Work = (bench: Bench) => Promise<Outcome<Answer>>;

/** Runs one command from start to exit code. */
export type Perform = (
  options: CommonOptions,
  /** the project to open first, or null */
  project: string | null,
  work: Work,
) => Promise<void>;

export interface Shell {
  readonly terminal: Terminal;
  /** An absolute path, from the folder the command was called in. */
  path(given: string): string;
  startEngine(): Engine;
  /** the last word: becomes the exit code of the process */
  exit(code: number): void;
}

/** Makes the function that all commands run in: engine up, project open, work, answer, engine down. */
export function performIn(shell: Shell): Perform {
  return async (options, project, work) => {
    const { terminal } = shell;
    const log = await openLogFile(options.log === undefined ? null : shell.path(options.log));
    if (!log.ok) return refuse(shell, options, log.failure);
    log.value.write({ project, options }, 'command');
    const engine = shell.startEngine();
    try {
      const bench = benchOf(connect(engine), terminal, shell.path, options, log.value);
      const outcome = await untilInterrupted(terminal.interrupted, bench.isFollowing, async () => {
        const opened = await openProject(bench, project, options.readOnly ?? false);
        return opened.ok ? await work(bench) : opened;
      });
      log.value.write(outcome.ok ? { answer: outcome.value.json } : outcome, 'end');
      if (outcome.ok) give(shell, options, outcome.value);
      else refuse(shell, options, outcome.failure);
    } catch (problem) {
      log.value.write({ problem: String(problem) }, 'internal error');
      giveUp(shell, options, problem);
    } finally {
      await engine.close();
    }
  };
}

async function openProject(bench: Bench, project: string | null, readOnly: boolean) {
  if (project === null) return { ok: true } as const;
  return bench.client.project.open.mutate({ folder: bench.path(project), readOnly });
}

/** A followed job ends by itself when cancelled, with what it finished; anything else is left behind. */
async function untilInterrupted(
  signal: AbortSignal,
  isFollowing: () => boolean,
  work: () => Promise<Outcome<Answer>>,
): Promise<Outcome<Answer>> {
  let leave = () => {};
  const left = new Promise<Outcome<Answer>>((resolve) => {
    leave = () => {
      if (!isFollowing()) resolve(fail({ kind: 'cancelled' }));
    };
  });
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  return Promise.race([left, work()]).finally(() => signal.removeEventListener('abort', leave));
}

function give({ terminal, exit }: Shell, options: CommonOptions, answer: Answer): void {
  if (options.json) printJson(terminal, answer.json);
  else if (answer.text !== '') terminal.print(`${answer.text}\n`);
  if (answer.exitCode === exitCodes.interrupted) {
    terminal.note('Interrupted. Give the same command again to go on from here.\n');
  }
  exit(answer.exitCode);
}

function refuse({ terminal, exit }: Shell, options: CommonOptions, failure: Failure): void {
  const sentence = explain(failure);
  if (options.json) printJson(terminal, { failure, sentence });
  else terminal.note(`${sentence}\n`);
  exit(exitCodeOfFailure(failure));
}

function giveUp({ terminal, exit }: Shell, options: CommonOptions, problem: unknown): void {
  const message = problem instanceof Error ? problem.message : String(problem);
  const isRequest = problemCode(problem) === 'BAD_REQUEST';
  const kind = isRequest ? 'usage' : 'internal';
  if (options.json) printJson(terminal, { failure: { kind }, sentence: message });
  else terminal.note(`${isRequest ? 'Not accepted' : 'Internal error'}: ${message}\n`);
  exit(isRequest ? exitCodes.usage : exitCodes.internal);
}

function printJson(terminal: Terminal, document: object): void {
  terminal.print(`${JSON.stringify(document, null, 2)}\n`);
}
