import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../scripts/build.ts';
import { ask } from '../main/web/ask.ts';

const root = join(import.meta.dirname, '..', '..');
const config = mkdtempSync(join(tmpdir(), 'emcurator-start-'));
const env = { ...process.env, EMCURATOR_CONFIG: config };

beforeAll(() => buildApp());
afterAll(() => rmSync(config, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runScript(name: string, words: readonly string[], node = process.execPath) {
  const child = spawn(node, [join(root, 'scripts', name), ...words], { env });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk) => {
      text[stream] += chunk;
    });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, ...text })),
  );
  return { child, text, ended };
}

/** Ids of the processes that a process started and that still run. */
function childrenOf({ pid }: ChildProcess): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([id = 0, parent]) => (parent === pid ? [id] : []));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(process.platform === 'win32')(
  'npm start prints an address that opens the window once, and Ctrl-C ends every process',
  async () => {
    const { child, text, ended } = runScript('start.ts', ['--no-open']);
    await expect.poll(() => text.stdout, { timeout: 20_000 }).toMatch(/\?token=\S+\n/);
    const { port, pathname, search } = new URL(text.stdout.trim().split(' ').at(-1) ?? '');
    const entered = await ask({ port: Number(port), path: pathname + search });
    expect(entered.status).toBe(303);
    const [cookie = ''] = String(entered.headers['set-cookie']).split(';');
    const page = await ask({ port: Number(port), path: '/', headers: { cookie } });
    expect(page.text).toContain('<title>EM Curator</title>');
    expect(page.text).not.toContain('__NONCE__');
    const children = childrenOf(child);
    expect(children.length).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, signal: null });
    await expect.poll(() => children.filter(isRunning), { timeout: 5000 }).toEqual([]);
  },
);

test('npm start refuses what it does not know, and a project that is not there, with a sentence', async () => {
  const port = await runScript('start.ts', ['--port', 'eighty']).ended;
  expect([port.code, port.stderr]).toEqual([
    2,
    expect.stringContaining('--port takes a number from 0 to 65535, not eighty.'),
  ]);
  expect((await runScript('start.ts', ['--colour']).ended).code).toBe(2);
  expect((await runScript('start.ts', ['a', 'b']).ended).code).toBe(2);
  const absent = await runScript('start.ts', ['--no-open', join(config, 'absent')]).ended;
  expect([absent.code, absent.stdout]).toEqual([3, '']);
  const sentences = absent.stderr
    .split('\n')
    .filter((line) => line && !line.startsWith('Built in'));
  expect(sentences).toHaveLength(1);
});

const bundledNode = join(root, 'node_modules', `node-${process.platform}-${process.arch}`);
test.skipIf(!existsSync(bundledNode))(
  'on a Node that is too old the bundled one is used',
  async () => {
    const versions = "{ value: { ...process.versions, node: '20.19.0' } }";
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', ${versions})`;
    const script = join(root, 'scripts', 'emcurator.mjs');
    const words = ['--import', old, script, '--help'];
    expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toContain(
      'Usage: emcurator',
    );
  },
);

test('the installed command passes words, output and exit code', async () => {
  const help = await runScript('emcurator.mjs', ['--help']).ended;
  expect([help.code, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toContain('Usage: emcurator');
  expect((await runScript('emcurator.mjs', ['no-such-command']).ended).code).toBe(2);
});
