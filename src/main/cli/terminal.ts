/** What a command sees of the process it runs in; tests give their own. */
export interface Terminal {
  /** results */
  print(text: string): void;
  /** progress, warnings and failures */
  note(text: string): void;
  /** whether progress may be redrawn in place */
  readonly redraws: boolean;
  readonly columns: number;
  /** folder that relative paths start from */
  readonly workingFolder: string;
  /** aborted by the first Ctrl-C */
  readonly interrupted: AbortSignal;
}

/** The real terminal: standard output and error, npm's idea of the caller's folder, Ctrl-C. */
export function processTerminal(): Terminal {
  // A closed pipe (`| head`) ends the printing, not the work.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code !== 'EPIPE') throw problem;
    });
  }
  return {
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    redraws: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 80,
    workingFolder: process.env['INIT_CWD'] ?? process.cwd(),
    interrupted: interruption(),
  };
}

/** The first Ctrl-C (or a scheduler's SIGTERM) asks to stop, the second stops at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
