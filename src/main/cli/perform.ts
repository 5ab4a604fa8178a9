import { explain, type Failure, fail, type Outcome } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import type { Project } from '../../shared/project.ts';
import type { Engine } from '../engine/engine.ts';
import type { Answer } from './answer.ts';
import { type Client, connect, problemCode } from './client.ts';
import { exitCodeOfFailure, exitCodes } from './exit-code.ts';
import { followJob } from './follow-job.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import type { CommonOptions } from './option.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with: the engine, with the command's project open if it has one. */
export interface Bench {
  readonly client: Client;
  /** Starts a job, shows its progress and waits for its end. */
  follow(start: () => Promise<Outcome<{ job: number }>>): Promise<Outcome<Job>>;
  /** The open project as it is now. */
  project(): Promise<Outcome<Project>>;
  /** An absolute path, from the folder the command was called in. */
  path(given: string): string;
  /** A line for the person at the terminal; never part of the result. */
  note(line: string): void;
}

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
      const bench = benchOf(connect(engine), shell, options, log.value);
      const outcome = await untilInterrupted(terminal.interrupted, async () => {
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

function benchOf(
  client: Client,
  { terminal, path }: Shell,
  options: CommonOptions,
  log: LogFile,
): Bench {
  const note = (line: string) => {
    if (!options.quiet) terminal.note(`${line}\n`);
  };
  return {
    client,
    path,
    note,
    follow(start) {
      const view = showProgress({
        redraws: terminal.redraws,
        columns: terminal.columns,
        write: (text) => options.quiet || terminal.note(text),
        now: () => performance.now(),
      });
      const stopping = () => {
        view.end();
        note('Stopping; what is finished is kept. Press Ctrl-C again to stop at once.');
      };
      terminal.interrupted.addEventListener('abort', stopping, { once: true });
      const watch = (job: Job) => {
        log.write({ job }, 'progress');
        view.update(job);
      };
      return followJob(client, start, watch, terminal.interrupted).finally(() => {
        view.end();
        terminal.interrupted.removeEventListener('abort', stopping);
      });
    },
    async project() {
      const current = await client.project.current.query();
      return current ? { ok: true, value: current } : fail({ kind: 'project-not-open' });
    },
  };
}

/** A cancelled job ends by itself, with what it finished; what does not end in ten seconds is left behind. */
async function untilInterrupted<T>(
  signal: AbortSignal,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let waiting: NodeJS.Timeout | undefined;
  const cancelled = new Promise<Outcome<T>>((resolve) => {
    const giveUpSoon = () => {
      waiting = setTimeout(() => resolve(fail({ kind: 'cancelled' })), 10_000);
    };
    if (signal.aborted) giveUpSoon();
    else signal.addEventListener('abort', giveUpSoon, { once: true });
  });
  return Promise.race([work(), cancelled]).finally(() => clearTimeout(waiting));
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
