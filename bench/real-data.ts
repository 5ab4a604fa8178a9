// node bench/real-data.ts DATA [MODE]: every content volume that DATA/sources.csv lists, from files
// to a curated set by the labels in docs/hand-labels.csv. Prints a table of sources, how even the three
// sets are by source and by volume, and what no reader opens yet.
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
// With the labels that were given by hand, a model keeps the informative ones: the curated set.
const labels = join(import.meta.dirname, '..', 'docs', 'hand-labels.csv');
given(await client.labels.import.mutate({ file: labels, labels: null }));
const trained = await follow(() => client.models.train.mutate({}));
console.log(trained.result ?? trained.state);
const share = (part: number | null) => (part === null ? '-' : `${(100 * part).toFixed(1)} %`);
for (const by of ['source', 'volume'] as const) {
  const balance = given(await client.balance.report.query({ by }));
  const intervals = given(await client.balance.intervals.query({ by }));
  console.log(`| by ${by} | patches | Gini | 95 % | top 20 % hold | 95 % | 80 % is held by |`);
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  balance.sets.forEach(({ set, patches, gini, topFifthShare, holdingEighty }, i) => {
    const { gini: g, topFifthShare: top } = intervals[i] ?? {};
    const cells = [
      `${set}, ${balance.names.length}`,
      patches.toLocaleString('en-US'),
      gini?.toFixed(3),
      g ? `${g.low.toFixed(2)} to ${g.high.toFixed(2)}` : '-',
      share(topFifthShare),
      top ? `${share(top.low)} to ${share(top.high)}` : '-',
      share(holdingEighty),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  });
}
console.log(`${mode}, run took ${seconds.toFixed(1)} s (${ran.state})`);
for (const refusal of refusals) console.log(`- ${refusal.replaceAll(`${data}/`, '')}`);
await engine.close();
rmSync(folder, { recursive: true });
