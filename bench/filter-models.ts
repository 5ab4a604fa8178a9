// Forest, head and their mean on the demonstration's truth and on labels made by hand: how well each does on
// the hold-out and on sources left out. Run: node bench/filter-models.ts [DATA] [folder to keep the projects in]
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Evaluation, FilterModel } from '../src/shared/model.ts';
import { given, type OpenEngine, openEngine } from '../test/flow/open-engine.ts';
import { addRealSources } from './add-real-sources.ts';

const data = resolve(process.argv[2] ?? '../shared/data');
const scratch = mkdtempSync(join(tmpdir(), 'curator-models-'));
const folder = process.argv[3] ?? scratch;
const handLabels = join(import.meta.dirname, '..', 'docs', 'hand-labels.csv');

const engine = openEngine(scratch);
try {
  await demonstration(engine);
  if (existsSync(data)) await realData(engine);
  else console.log(`There is no ${data}: real pictures are left out.`);
} finally {
  await engine.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function demonstration({ client, follow }: OpenEngine): Promise<void> {
  const project = join(folder, 'demonstration.emcurator');
  if (existsSync(project)) given(await client.project.open.mutate({ folder: project }));
  else await follow(() => client.project.demonstration.mutate({ folder: project, seed: 1 }));
  const file = join(project, 'volumes', 'truth.csv');
  given(await client.labels.import.mutate({ file, labels: null }));
  await report('the demonstration, its own truth');
}

async function realData(opened: OpenEngine): Promise<void> {
  const { client, follow } = opened;
  const project = join(folder, 'real.emcurator');
  if (existsSync(project)) given(await client.project.open.mutate({ folder: project }));
  else {
    given(await client.project.create.mutate({ folder: project }));
    await addRealSources(opened, data);
    await follow(() => client.jobs.run.mutate({}));
  }
  given(await client.labels.import.mutate({ file: handLabels, labels: null }));
  await report('public volumes, labels made by hand by people who are no experts');
}

async function report(what: string): Promise<void> {
  const { client, follow } = engine;
  const trained = await follow(() => client.models.train.mutate({}));
  const models = given(await client.models.list.query());
  const hash = models.find(({ current }) => current)?.trainedOn.labelsHash;
  const newest = models.filter(({ trainedOn }) => trainedOn.labelsHash === hash);
  console.log(`\n## ${what}\n\n${trained.result ?? trained.state}\n`);
  console.log('| model | hold-out AUC | average precision | Brier | sources left out, AUC |');
  console.log('|---|---|---|---|---|');
  for (const model of newest) console.log(rowOf(model));
  const columns = newest.map(({ kind }) => kind);
  console.log(`\n| source left out | labels | ${columns.join(' | ')} |`);
  console.log(`|---|--:|${columns.map(() => '--:').join('|')}|`);
  for (const { source, name, informative, uninformative } of newest[0]?.perSource ?? []) {
    const areas = newest.map(({ perSource }) => {
      const own = perSource.find((row) => row.source === source);
      return own ? within(own.auc, own.aucInterval) : '-';
    });
    console.log(`| ${name} | ${informative} + ${uninformative} | ${areas.join(' | ')} |`);
  }
}

function rowOf({ kind, chosen, holdOut, leaveSourcesOut }: FilterModel): string {
  const l2 = chosen['l2'] === undefined ? '' : ` (penalty ${chosen['l2']})`;
  const cells = [
    `${kind}${l2}`,
    `${within(holdOut.auc, holdOut.aucInterval)}, ${labelsOf(holdOut)}`,
    within(holdOut.averagePrecision, holdOut.averagePrecisionInterval),
    within(holdOut.brier, holdOut.brierInterval),
    leaveSourcesOut
      ? `${within(leaveSourcesOut.auc, leaveSourcesOut.aucInterval)}, ${labelsOf(leaveSourcesOut)}`
      : '-',
  ];
  return `| ${cells.join(' | ')} |`;
}

function labelsOf({ informative, uninformative }: Evaluation): string {
  return `${informative} + ${uninformative} labels`;
}

function within(value: number | null, interval: readonly [number, number] | null): string {
  if (value === null) return '-';
  const between = interval ? ` (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : '';
  return `${value.toFixed(3)}${between}`;
}
