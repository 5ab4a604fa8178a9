import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exporters } from '../../../../../src/main/engine/export/exporters.ts';
import { balanceReport } from '../../../../../src/main/engine/run/balance/balance-report.ts';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { modelList } from '../../../../../src/main/engine/run/model/model-store.ts';
import { trainModel } from '../../../../../src/main/engine/run/model/train-model.ts';
import { openSession, type Session } from '../../../../../src/main/engine/run/project/session.ts';
import { noRules } from '../../../../../src/shared/balance-plan.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import {
  datasetTerms,
  type ExportOptions,
  exportOptions,
} from '../../../../../src/shared/export.ts';
import { folderDigest } from '../../../../flow/folder-digest.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const cut = { ...smallCut, hammingLimit: 20 };
const shape = { z: 24, y: 48, x: 64 };
let project: SmallProject;

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', '=brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${i}.tif`), 30 + i, undefined, shape);
    await project.add({
      paths: [path],
      source,
      change: { technique: 'FIB-SEM', licence: 'CC0-1.0' },
    });
  }
  await project.run(cut);
  labelHalf(project.session);
  await project.job((context) =>
    trainModel(project.session, tasks, { seed: 7, kind: null, refitFirst: false }, context),
  );
}, 120_000);
afterAll(async () => {
  await project.close();
  processes.close();
});

/** Labels by a rule on the first feature, which a filter can learn; every third patch gets none. */
function labelHalf(session: Session): void {
  const { ordinal } = session.columns();
  const features = session.features.read(ordinal);
  const first = Array.from(ordinal, (_, row) => features[row * 4] ?? 0);
  const middle = [...first].sort((a, b) => a - b)[first.length >> 1] ?? 0;
  const label = (keep: (row: number) => boolean, value: string, reason: string | null) =>
    must(
      applyLabels(
        session,
        labelRequest.parse({
          marks: [
            { ordinals: [...ordinal].filter((_, row) => row % 3 > 0 && keep(row)), value, reason },
          ],
        }),
      ),
    );
  label((row) => (first[row] ?? 0) > middle, 'informative', null);
  label((row) => (first[row] ?? 0) <= middle, 'uninformative', 'blur');
}

const run = async (work: Parameters<SmallProject['job']>[0]) => {
  const job = await project.job(work);
  if (job.failure) throw new Error(JSON.stringify(job.failure));
  return job;
};

async function exported(
  session: Session,
  name: string,
  options: Partial<ExportOptions>,
): Promise<string> {
  const folder = join(project.folder, name);
  await run((context) =>
    exportDataset(session, tasks, folder, exportOptions.parse(options), context),
  );
  return folder;
}

async function imported(dataset: string, name: string): Promise<Session> {
  const target = join(project.folder, name);
  await run(async (context) => {
    const made = await importDataset(
      tasks,
      { folder: dataset, project: target, shell: 'test' },
      context,
    );
    return made.ok ? { ok: true, value: made.value.folder } : made;
  });
  return must(openSession(target, 'test', false));
}

const formats = exporters.filter((each) => !each.rowsOnly && each.name !== 'cem');

test.each<[string, Partial<ExportOptions>]>([
  ['dedup', { set: 'dedup' }],
  ['curated', { set: 'curated' }],
  ['split', { set: 'dedup', split: { train: 0.5, validation: 0.5, test: 0, seed: 3 }, gamma: 0.5 }],
  ['no-tables', { set: 'curated', labels: false, groups: false }],
  ['vectors', { set: 'curated', embeddings: 'npy' }],
  [
    'terms',
    {
      set: 'dedup',
      pictures: 'png',
      terms: datasetTerms.parse({ title: 'T', creators: 'A, B', licence: 'CC0-1.0' }),
    },
  ],
  ...formats.map(({ name }): [string, Partial<ExportOptions>] => [
    name,
    { set: 'curated', format: name },
  ]),
])('exported, imported and exported again: the same bytes (%s)', async (name, options) => {
  const first = await exported(project.session, `${name}-1`, options);
  const session = await imported(first, `${name}-project`);
  try {
    const second = await exported(session, `${name}-2`, options);
    expect(folderDigest(second)).toEqual(folderDigest(first));
  } finally {
    await session.close();
  }
});

test('a plan chose among the patches: it is saved, and chooses the same ones again', async () => {
  const rules = { ...noRules, cap: 12, keep: 'random' as const };
  const named = { name: 'even', rules, annotator: 'curator', at: 0 };
  const plan = project.session.catalog.commit(() =>
    project.session.catalog.balancePlans.add(named),
  );
  const first = await exported(project.session, 'plan-1', { set: 'dedup', plan });
  const session = await imported(first, 'plan-project');
  try {
    const saved = session.catalog.balancePlans.byName('even');
    expect(session.columns().count).toBeLessThanOrEqual(24);
    const second = await exported(session, 'plan-2', { set: 'dedup', plan: saved?.id ?? -1 });
    expect(folderDigest(second)).toEqual(folderDigest(first));
  } finally {
    await session.close();
  }
});

test('the project has everything but the volumes', async () => {
  const first = await exported(project.session, 'whole', { set: 'curated' });
  const session = await imported(first, 'whole-project');
  try {
    const [before, after] = [funnelOf(project.session), funnelOf(session)];
    expect(after).toMatchObject({
      sources: before.sources,
      volumes: before.volumes,
      raw: before.raw,
      dedup: before.dedup,
      curated: before.curated,
      gini: before.gini,
      labels: before.labels,
    });
    expect(after.stale).toEqual({ patches: false, exemplars: false, scores: false, model: false });
    expect(balanceReport(session, 'volume').sets.map(({ counts }) => counts)).toEqual(
      balanceReport(project.session, 'volume').sets.map(({ counts }) => counts),
    );
    expect(session.catalog.sources.all().map(({ name }) => name)).toEqual(['liver', '=brain']);
    expect(modelList(session)).toMatchObject([{ fromDataset: true, current: true }]);
    expect(session.columns().count).toBe(before.curated);
    expect(readdirSync(join(project.folder)).filter((name) => name.endsWith('.partial'))).toEqual(
      [],
    );
  } finally {
    await session.close();
  }
});

test('labelling and training go on in it', async () => {
  const first = await exported(project.session, 'onward', { set: 'dedup' });
  const session = await imported(first, 'onward-project');
  try {
    const before = funnelOf(session);
    const ordinals = [...session.columns().ordinal].filter((_, row) => row % 3 === 0).slice(0, 9);
    must(
      applyLabels(session, labelRequest.parse({ marks: [{ ordinals, value: 'uninformative' }] })),
    );
    expect(funnelOf(session)).toMatchObject({ labels: before.labels + 9, raw: before.raw });
    expect(funnelOf(session).stale.model).toBe(true);
    await run((context) =>
      trainModel(session, tasks, { seed: 7, kind: null, refitFirst: false }, context),
    );
    expect(modelList(session)[0]).toMatchObject({ fromDataset: false });
    await exported(session, 'onward-2', { set: 'curated' });
  } finally {
    await session.close();
  }
}, 60_000);
