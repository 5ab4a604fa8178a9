#!/usr/bin/env node
// The installed command: runs the built command line on a Node that is new enough, the bundled one
// where this one is too old. Plain JavaScript without dependencies, for any Node from 18.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'out', 'main', 'cli.js');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major >= 24 || (major === 22 && minor >= 18);
const node = isNewEnough ? process.execPath : bundledNode();

if (!existsSync(cli)) fail('EM Curator is not built yet. Run "npm run build" in its folder once.');
if (node === undefined)
  fail(
    `EM Curator needs Node 22.18 or later and found ${process.version}. Install a newer Node, or run "npm ci" in ${root} to fetch one.`,
  );
run(node);

function run(command) {
  const child = spawn(command, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches the command line itself; this process only waits for it. What is
  // sent to this process alone is passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 6);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal); // ends as the command line ended
  });
}

/** The Node that npm brought as a platform package; undefined where there is none. */
function bundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  return existsSync(path) ? path : undefined;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(6);
}
