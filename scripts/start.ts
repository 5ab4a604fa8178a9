// Opens EM Curator: in Electron where that is available, else in a browser window of this machine.
//   npm start -- [--no-open] [--port N] [--root FOLDER] [PROJECT]
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../src/shared/failure.ts';
import { buildApp } from './build.ts';
import { findInstalledBrowser } from './find-browser.ts';
import { findElectron } from './find-electron.ts';

const usage = 'npm start -- [--no-open] [--port N] [--root FOLDER] [PROJECT]';
const root = join(import.meta.dirname, '..');
// Under npm the working folder is the package's; the caller's is what paths mean.
const workingFolder = process.env['INIT_CWD'] ?? process.cwd();

interface StartOptions {
  readonly project: string | null;
  readonly port: number;
  readonly roots: readonly string[];
  readonly isShown: boolean;
}

const options = readOptions();
const [found] = await Promise.all([
  options.isShown ? findElectron() : { reason: 'not asked for' },
  buildApp(),
]);
if ('path' in found) startElectron(found.path);
else await startInBrowser(found.reason);

function readOptions(): StartOptions {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        root: { type: 'string', multiple: true, default: [] },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port takes a number from 0 to 65535, not ${values.port}.`);
    if (positionals.length > 1)
      throw new Error(`One project at a time, not ${positionals.length}.`);
    const [project] = positionals;
    return {
      project: project === undefined ? null : resolve(workingFolder, project),
      port,
      roots: values.root.map((folder) => resolve(workingFolder, folder)),
      isShown: !values['no-open'],
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    return process.exit(2);
  }
}

function startElectron(path: string): void {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const project = options.project === null ? [] : [options.project];
  // Switches go first: what follows the app's folder is the app's own.
  const child = spawn(path, [...asRoot, root, ...project], { stdio: 'inherit' });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

async function startInBrowser(reason: string): Promise<void> {
  // `as`: the bundle of exactly this module.
  const { runWebShell } = (await import(
    join(root, 'out', 'main', 'web.js')
  )) as typeof import('../src/main/web/main.ts');
  const started = await runWebShell({
    ...options,
    roots: [homedir(), ...options.roots],
    workingFolder,
    report: (sentence) => console.error(sentence),
  });
  if (!started.ok) {
    console.error(explain(started.failure));
    process.exit(started.failure.kind === 'project-held' ? 5 : 3);
  }
  const { url, show, close } = started.value;
  if (options.isShown)
    console.log(
      `Electron is not available here (${reason}), so EM Curator opens in a browser window: ${url}`,
    );
  else console.log(`EM Curator: ${url}`);
  endInOrder(close);
  if (options.isShown && reason !== 'no display') await show(findInstalledBrowser());
}

/** The first signal closes the project in order; a second one does not wait. */
function endInOrder(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      process.once(signal, () => process.exit(130));
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}
