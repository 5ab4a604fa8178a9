// node bench/real-data.ts DATA [MODE]: every content volume that DATA/sources.csv lists, from files
// to exemplars. Prints a table of sources, the Gini coefficients, and what no reader opens yet.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CutMode, cutMode } from '../src/shared/cut.ts';
import { explain } from '../src/shared/failure.ts';
import { given, openEngine } from '../test/flow/open-engine.ts';
import { addRealSources } from './add-real-sources.ts';

const data = resolve(process.argv[2] ?? '../shared/data');
const mode: CutMode = cutMode.parse(process.argv[3] ?? 'no-pixel-lost');
const folder = mkdtempSync(join(tmpdir(), 'emcurator-real-'));
const engine = openEngine(folder);
const { client, follow } = engine;

given(await client.project.create.mutate({ folder: join(folder, 'real') }));
const refusals = await addRealSources(engine, data);

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
const balance = given(await client.balance.report.query({}));
for (const { set, counts, gini } of balance.sets) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  console.log(`${set}: ${total.toLocaleString('en-US')} patches, Gini ${gini?.toFixed(3)}`);
}
console.log(`${mode}, run took ${seconds.toFixed(1)} s (${ran.state})`);
for (const refusal of refusals) console.log(`- ${refusal.replaceAll(`${data}/`, '')}`);
await engine.close();
rmSync(folder, { recursive: true });
