import { fail, type Outcome, succeed } from '../../shared/failure.ts';

/** Where a command writes down what happened, for a person who was not there. */
export interface LogFile {
  write(entry: { readonly [name: string]: unknown }, message: string): void;
}

/** Opens (or goes on with) a file of JSON lines. Fails where the file cannot be written. */
export async function openLogFile(path: string | null): Promise<Outcome<LogFile>> {
  if (path === null) return succeed({ write: () => {} });
  // Loaded only here: most commands write no log, and start 40 ms sooner without it.
  const { default: pino } = await import('pino');
  try {
    const log = pino({ base: null }, pino.destination({ dest: path, sync: true }));
    return succeed({ write: (entry, message) => log.info(entry, message) });
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    return fail({ kind: 'target-unwritable', path, reason });
  }
}
