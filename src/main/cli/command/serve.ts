import type { Command } from 'commander';
import { z } from 'zod';
import { explain } from '../../../shared/failure.ts';
import { exitCodeOfFailure, exitCodes } from '../exit-code.ts';
import { openBrowser } from '../open-browser.ts';
import { type CommonOptions, wholeNumber, withReadOnly } from '../option.ts';
import type { Perform, Shell } from '../perform.ts';

interface ServeOptions extends Pick<CommonOptions, 'json' | 'readOnly'> {
  readonly port?: number;
  readonly root?: string[];
  readonly open: boolean;
}

/** `serve [PROJECT]`: the window in a browser of this machine, until Ctrl-C. */
export function addServe(program: Command, _perform: Perform, shell: Shell): void {
  const command = program
    .command('serve')
    .description('show the window in a browser of this machine, until Ctrl-C')
    .argument('[project]')
    .option('--port <number>', 'of 127.0.0.1 (default: a free one)', wholeNumber('--port', port))
    .option('--root <folder...>', 'more folders that files may be chosen from')
    .option('--no-open', 'print the address only')
    .option('--json', 'print the address as a JSON document');
  withReadOnly(command).action((project: string | undefined, options: ServeOptions) =>
    serve(shell, project ?? null, options),
  );
}

const port = z.int().min(0).max(65_535);

/** Serves until interrupted: the usual end, and so no failure. */
export async function serve(
  { terminal, exit, path }: Shell,
  project: string | null,
  options: ServeOptions,
): Promise<void> {
  // Loaded only here: the other commands need no HTTP server.
  const { runWebShell } = await import('../../web/main.ts');
  const started = await runWebShell({
    project: project === null ? null : path(project),
    readOnly: options.readOnly ?? false,
    port: options.port ?? 0,
    roots: (options.root ?? []).map(path),
    workingFolder: terminal.workingFolder,
    report: (sentence) => terminal.note(`${sentence}\n`),
  });
  if (!started.ok) {
    const { failure } = started;
    const sentence = explain(failure);
    if (options.json) terminal.print(`${JSON.stringify({ failure, sentence }, null, 2)}\n`);
    else terminal.note(`${sentence}\n`);
    exit(exitCodeOfFailure(failure));
    return;
  }
  const { url, close } = started.value;
  terminal.print(options.json ? `${JSON.stringify({ url }, null, 2)}\n` : `${url}\n`);
  const shown = options.open && (await openBrowser(url));
  terminal.note(
    shown
      ? 'Ctrl-C ends it.\n'
      : 'Open this address in a browser; Ctrl-C ends it. It works once.\n',
  );
  await new Promise<void>((resolve) => {
    if (terminal.interrupted.aborted) resolve();
    terminal.interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  await close();
  exit(exitCodes.done);
}
