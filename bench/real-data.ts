// node bench/real-data.ts DATA [MODE]: every content volume that DATA/sources.csv lists, from files
// to exemplars. Prints a table of sources, the Gini coefficients, and what no reader opens yet.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseCsv } from '../src/shared/csv.ts';
import { type CutMode, cutMode } from '../src/shared/cut.ts';
import { explain } from '../src/shared/failure.ts';
import type { VoxelSize } from '../src/shared/volume.ts';
import { given, openEngine } from '../test/flow/open-engine.ts';

const data = resolve(process.argv[2] ?? '../shared/data');
const mode: CutMode = cutMode.parse(process.argv[3] ?? 'no-pixel-lost');
const folder = mkdtempSync(join(tmpdir(), 'emcurator-real-'));
const engine = openEngine(folder);
const { client, follow } = engine;
const refusals: string[] = [];

const [titles = [], ...lines] = parseCsv(readFileSync(join(data, 'sources.csv'), 'utf8')) ?? [];
const rows = lines.map((line) =>
  Object.fromEntries(titles.map((title, i) => [title, line[i] ?? ''])),
);
given(await client.project.create.mutate({ folder: join(folder, 'real') }));
for (const row of rows.filter(({ kind }) => kind === 'content')) await add(row);

const from = performance.now();
const ran = await follow(() => client.jobs.run.mutate({ mode }));
const seconds = (performance.now() - from) / 1000;
for (const { item, failure } of ran.report) refusals.push(`${item}: ${explain(failure)}`);
const sources = given(await client.sources.list.query());
console.log(`| source | technique | files | voxel nm z,y,x | raw | dedup | kept |`);
console.log('|---|---|--:|---|--:|--:|--:|');
for (const { name, metadata, volumes, voxelSize: size, raw, dedup } of sources) {
  const edges = size ? `${size.z}, ${size.y}, ${size.x}` : '-';
  const kept = `${((100 * dedup) / raw).toFixed(1)} %`;
  const cells = [name, metadata.technique, volumes, edges, raw, dedup, kept];
  console.log(`| ${cells.join(' | ')} |`);
}
const balance = given(await client.balance.query({}));
for (const { set, counts, gini } of balance.sets) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  console.log(`${set}: ${total.toLocaleString('en-US')} patches, Gini ${gini?.toFixed(3)}`);
}
console.log(`${mode}, run took ${seconds.toFixed(1)} s (${ran.state})`);
for (const refusal of refusals) console.log(`- ${refusal.replaceAll(`${data}/`, '')}`);
await engine.close();
rmSync(folder, { recursive: true });

async function add(row: Readonly<Record<string, string>>): Promise<void> {
  const path = join(data, (row['path'] ?? '').replace(/\/$/, ''));
  const { technique = '', organism = '', tissue = '', licence = '' } = row;
  const voxelSize = voxelSizeOf(row['voxel_nm_zyx'] ?? '');
  const change = { technique, organism, tissue, licence, ...(voxelSize ? { voxelSize } : {}) };
  // Ten or more planes are a volume; a few pictures are a group of pictures.
  const planes = Number(/^(\d+)x\d+x\d+$/.exec(row['shape_zyx'] ?? '')?.[1] ?? 1);
  const isFolder = (row['path'] ?? '').endsWith('/');
  const as = isFolder ? (planes >= 10 ? 'stack' : 'group') : null;
  const pattern = as === 'group' ? join(path, '**', '*.{png,jpg,tif,tiff}') : path;
  const request = {
    paths: globSync(pattern).sort(),
    as,
    source: row['source'] ?? null,
    change,
  } as const;
  const { report } = await follow(() => client.sources.add.mutate(request));
  for (const { item, failure } of report) refusals.push(`${item}: ${explain(failure)}`);
}

/** "45-50,4.6,4.6 (README)": the middle of a range; null where no three edges are stated. */
function voxelSizeOf(text: string): VoxelSize | null {
  const found = /^([\d.]+)(?:-([\d.]+))?,([\d.]+),([\d.]+)/.exec(text);
  if (!found) return null;
  const [z1, z2, y, x] = found.slice(1).map(Number);
  const z = z2 !== undefined && Number.isFinite(z2) ? ((z1 ?? 0) + z2) / 2 : z1;
  return z && y && x ? { z, y, x } : null;
}
