// De-duplication of generated hash sets, each in a process of its own. Run: node bench/dedup.ts
//   [--counts 100000,300000,1000000] [--sets clustered,...] [--python FILE]
// Reference, in turn with it: the paper's way in Python (NumPy), with an interpreter that has it; the plain
// twin for a fifth of the smallest count where none is given.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepExemplars } from '../src/main/engine/exemplar/keep-exemplars.ts';
import { randomOrder } from '../src/main/engine/exemplar/random-order.ts';
import { claimEarliest } from '../src/main/engine/kernel/near-duplicate.ts';
import { hashSets } from './hash-sets.ts';
import { printFigure } from './print-figure.ts';

const limit = 12; // default of the released CEM code, inclusive
const secondsAllowed: Record<number, number> = { 100000: 0.5, 1000000: 10 };
const megabytesAllowed = 300;

interface Measured {
  readonly count: number;
  readonly seconds: number;
  readonly exemplars: number;
  readonly megabytes: number;
}

const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '100000,300000,1000000' },
    sets: { type: 'string', default: Object.keys(hashSets).join() },
    python: { type: 'string' },
    alone: { type: 'string' },
  },
});
const counts = values.counts.split(',').map(Number);
if (values.alone !== undefined) console.log(JSON.stringify(measure(values.alone, counts[0] ?? 0)));
else for (const set of values.sets.split(',')) measureSet(set);

function measureSet(set: string): void {
  const measured = counts.map((count) => measuredAlone(set, count));
  for (const { count, seconds, exemplars, megabytes } of measured) {
    const isBudgeted = set === 'clustered';
    const budget = isBudgeted ? (secondsAllowed[count] ?? null) : null;
    const note = `${exemplars} exemplars, ${Math.round(megabytes)} MB with Node`;
    printFigure(`de-duplicate ${count}, ${set}`, seconds, 'CPU s', budget, note);
    if (!isBudgeted || count !== 1_000_000) continue;
    printFigure('peak memory of that process', megabytes, 'MB', megabytesAllowed);
  }
  if (set === 'clustered') measureReference(measured[0]);
  if (measured.length < 2) return;
  const [first, last] = [counts[0], counts.at(-1)];
  printFigure(
    `growth from ${first} to ${last}, ${set}`,
    exponentOf(measured),
    'power of count',
    null,
  );
}

/** So that its peak of memory is its own. */
function measuredAlone(set: string, count: number): Measured {
  const asked = ['--alone', set, '--counts', String(count)];
  const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, ...asked], {
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

function measure(set: string, count: number): Measured {
  const make = hashSets[set];
  if (!make) throw new Error(`No set is called ${set}: ${Object.keys(hashSets).join(', ')}`);
  const hashes = make(count);
  const order = randomOrder(count, 1);
  const start = process.cpuUsage();
  const { exemplars } = keepExemplars(hashes, 8, order, limit);
  const seconds = secondsSince(start);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { count, seconds, exemplars: exemplars.length, megabytes };
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function measureReference(fast: Measured | undefined): void {
  if (!fast) return;
  const { python } = values;
  const count = python ? fast.count : Math.ceil(fast.count / 5);
  const hashes = hashSets['clustered']?.(count) ?? new Uint8Array();
  const order = randomOrder(count, 1);
  const name = python ? 'the paper’s way in Python' : 'the plain twin';
  const { seconds, exemplars } = python ? inPython(python, hashes, order) : plainly(hashes, order);
  printFigure(`${name}, ${count} clustered`, seconds, 'CPU s', null, `${exemplars} exemplars`);
  const own = python ? fast : measuredAlone('clustered', count);
  if (own.exemplars !== exemplars) throw new Error(`${own.exemplars} exemplars here`);
  printFigure(`${name}, against ours`, seconds / own.seconds, 'times as long', null);
}

function plainly(hashes: Uint8Array, order: Uint32Array) {
  const start = process.cpuUsage();
  const { exemplars } = claimEarliest(hashes, 8, order, limit);
  return { seconds: secondsSince(start), exemplars: exemplars.length };
}

function inPython(python: string, hashes: Uint8Array, order: Uint32Array) {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-dedup-'));
  const file = join(folder, 'hashes');
  writeFileSync(file, Buffer.concat(Array.from(order, (i) => hashes.subarray(i * 8, i * 8 + 8))));
  const script = join(import.meta.dirname, 'paper-dedup.py');
  const { stdout, stderr } = spawnSync(python, [script, file, String(limit)], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (!stdout) throw new Error(stderr);
  const [seconds = 0, exemplars = 0] = stdout.trim().split(' ').map(Number);
  return { seconds, exemplars };
}

/** The power of the count that time grows with: a line through the logarithms, by least squares. */
function exponentOf(measured: readonly Measured[]): number {
  const points = measured.map(
    ({ count, seconds }) => [Math.log(count), Math.log(seconds)] as const,
  );
  const mean = (pick: 0 | 1) => points.reduce((sum, at) => sum + at[pick], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = points.reduce((sum, at) => sum + (at[0] - x) * (at[1] - y), 0);
  return slope / points.reduce((sum, at) => sum + (at[0] - x) ** 2, 0);
}
