// Builds the app, runs every test, and ends with the plain line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Totals {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
}

const node = process.execPath;
run([node, 'scripts/build.ts']);

const report = join(mkdtempSync(join(tmpdir(), 'emcurator-test-')), 'report.json');
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
const { status } = spawnSync(
  node,
  [...vitest, `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// `as`: vitest's own JSON report; the fields read here are its documented ones.
const totals = JSON.parse(readFileSync(report, 'utf8')) as Totals;
// A file that fails to load has no tests of its own to count.
const failed = Math.max(totals.numFailedTests, status === 0 ? 0 : 1);
const skipped = totals.numPendingTests > 0 ? `, ${totals.numPendingTests} skipped` : '';
console.log(`${totals.numPassedTests} passed, ${failed} failed${skipped}`);
process.exitCode = status ?? 1;

function run([command, ...args]: [string, ...string[]]): void {
  const done = spawnSync(command, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
