// Runs every bench and prints one table. Run: npm run bench [-- name ...]
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

const benches = [
  'crop-and-hash',
  'cut-volumes',
  'texture-features',
  'texture-embedding',
  'dedup',
  'groups',
  'demonstration',
  'scale',
  'refit',
  'encoder-forward',
  'export-formats',
  'labelling-window',
  'what-if',
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. Known: ${benches.join(', ')}.`);
  process.exit(2);
}

const chosen = asked.length > 0 ? asked : benches;
const rows: string[][] = [];
const failed: string[] = [];
for (const name of chosen) {
  console.error(`${name} ...`);
  const path = join(import.meta.dirname, `${name}.ts`);
  const run = spawnSync(process.execPath, [path], { encoding: 'utf8' });
  if (run.status !== 0) failed.push(`${name}: ${run.stderr.trim().split('\n').at(-1) ?? ''}`);
  for (const line of run.stdout.split('\n')) {
    if (line.startsWith('# ')) rows.push([name, ...line.slice(2).split(' | ')]);
  }
}

const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
const load = loadavg()[0]?.toFixed(1);
console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${gigabytes} GiB, Node ${process.versions.node},`,
);
console.log(`${process.platform} ${process.arch}, load ${load} at the end\n`);
const header = ['bench', 'what', 'figure', 'unit', 'budget', 'note'];
printTable([header, header.map((word) => '-'.repeat(word.length)), ...rows]);
for (const line of failed) console.log(`FAILED ${line}`);
const missed = rows.filter((row) => row[4]?.endsWith('MISSED')).length;
console.log(`\n${rows.length} figures, ${missed} over budget, ${failed.length} benches failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

function printTable(lines: readonly string[][]): void {
  const widths = header.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  for (const line of lines) {
    const cells = widths.map((width, i) => (line[i] ?? '').padEnd(i === 5 ? 0 : width));
    console.log(`| ${cells.join(' | ')} |`);
  }
}
