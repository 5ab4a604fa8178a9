// Installs the dependencies when they are missing or are not those of the lockfile, and builds the
// WASM kernels when their sources are newer. Runs before start, test and emcurator, on any Node from
// 18, so it is plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
process.chdir(root);
if (!installed()) install();
if (!kernelsBuilt()) buildKernels();

function installed() {
  const want = packagesOf('package-lock.json');
  // npm writes this file last, so an interrupted install is noticed.
  const have = packagesOf('node_modules/.package-lock.json');
  if (!have || !want) return false;
  return Object.entries(want).every(
    ([path, p]) => path === '' || p.optional || p.devOptional || have[path]?.version === p.version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  console.error('Installing dependencies with npm ci (one to two minutes, only this once) ...');
  // npm 10 does not read allowScripts: keep onnxruntime-node from fetching CUDA files (the CPU build is in the package).
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_loglevel: 'error' };
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const shell = !npm && process.platform === 'win32';
  // npm prints on stdout; a command with --json must keep stdout to itself.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], env, shell });
  if (status === 0) return;
  console.error('npm ci failed: see above. Node 20.19 or later and npm 10 or later are needed.');
  process.exit(status ?? 1);
}

function kernelsBuilt() {
  const folder = join('src', 'main', 'engine', 'kernel');
  const sources = join(folder, 'assembly');
  if (!existsSync(sources)) return true;
  return readdirSync(sources)
    .filter((name) => name.endsWith('.ts'))
    .every((name) => isNewer(join(folder, name.replace(/\.ts$/, '.wasm')), join(sources, name)));
}

function isNewer(built, source) {
  return existsSync(built) && statSync(built).mtimeMs >= statSync(source).mtimeMs;
}

function buildKernels() {
  const node = join('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const command = existsSync(node) ? node : process.execPath;
  const shell = process.platform === 'win32' && command === node;
  const { status } = spawnSync(command, ['scripts/build-kernels.ts'], {
    stdio: ['ignore', 2, 2],
    shell,
  });
  if (status !== 0) process.exit(status ?? 1);
}
