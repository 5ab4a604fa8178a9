import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import type { Project } from '../../shared/project.ts';
import type { Client } from './client.ts';
import { followJob } from './follow-job.ts';
import type { LogFile } from './log-file.ts';
import type { CommonOptions } from './option.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with: the engine, with the command's project open if it has one. */
export interface Bench {
  readonly client: Client;
  /** Starts a job, shows its progress and waits for its end. */
  follow(start: () => Promise<Outcome<{ job: number }>>): Promise<Outcome<Job>>;
  /** Whether a job is being followed now: it then decides itself when to stop. */
  isFollowing(): boolean;
  /** The open project as it is now. */
  project(): Promise<Outcome<Project>>;
  /** An absolute path, from the folder the command was called in. */
  path(given: string): string;
  /** A line for the person at the terminal; never part of the result. */
  note(line: string): void;
}

/** Joins the engine and the terminal for one command. */
export function benchOf(
  client: Client,
  terminal: Terminal,
  path: (given: string) => string,
  options: CommonOptions,
  log: LogFile,
): Bench {
  let following = false;
  const write = (text: string) => {
    if (!options.quiet) terminal.note(text);
  };
  const { redraws, columns, interrupted } = terminal;

  async function follow(start: () => Promise<Outcome<{ job: number }>>): Promise<Outcome<Job>> {
    const view = showProgress({ redraws, columns, write, now: () => performance.now() });
    const sayStopping = () => {
      view.end();
      write('Stopping; what is finished is kept. Press Ctrl-C again to stop at once.\n');
    };
    let stage = '';
    const watch = (job: Job) => {
      if (job.stage !== stage) log.write({ job }, 'stage');
      stage = job.stage;
      view.update(job);
    };
    following = true;
    interrupted.addEventListener('abort', sayStopping, { once: true });
    try {
      return await followJob(client, start, watch, interrupted);
    } finally {
      following = false;
      interrupted.removeEventListener('abort', sayStopping);
      view.end();
    }
  }

  return {
    client,
    path,
    follow,
    isFollowing: () => following,
    note: (line) => write(`${line}\n`),
    async project() {
      const current = await client.project.current.query();
      return current ? succeed(current) : fail({ kind: 'project-not-open' });
    },
  };
}
