import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  compareFolders,
  differenceSentence,
} from '../../../../../src/main/engine/run/dataset/compare-folders.ts';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { parseCsv } from '../../../../../src/shared/csv.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import type { Difference } from '../../../../../src/shared/difference.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
let project: SmallProject;
let first = '';
let patches = 0;

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 50 + i);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 20 });
  patches = project.session.columns().count;
  first = await exported('first');
}, 60_000);
afterAll(async () => {
  await project.close();
  processes.close();
});

const run = async (work: Parameters<SmallProject['job']>[0]) => {
  const job = await project.job(work);
  if (job.failure) throw new Error(JSON.stringify(job.failure));
};

async function exported(name: string, more: object = {}): Promise<string> {
  const folder = join(project.folder, name);
  const options = exportOptions.parse({ set: 'dedup', ...more });
  await run((context) => exportDataset(project.session, tasks, folder, options, context));
  return folder;
}

async function compared(a: string, b: string, csv: string | null = null): Promise<Difference> {
  let found: Difference | null = null;
  await run(async (context) => {
    const around = { open: project.session, shell: 'test', tasks, context };
    found = must(await compareFolders({ a, b, set: null, pixels: true, csv }, around));
    return { ok: true, value: '' };
  });
  // `as`: assigned in the job, which has ended.
  return found as unknown as Difference;
}

test('a data set, its copy, its project and the project made from it are all the same', async () => {
  const copy = join(project.folder, 'copy');
  cpSync(first, copy, { recursive: true });
  const target = join(project.folder, 'again.emcurator');
  await run(async (context) => {
    must(await importDataset(tasks, { folder: first, project: target, shell: 'test' }, context));
    return { ok: true, value: '' };
  });
  for (const other of [copy, project.session.folder, target]) {
    const found = await compared(first, other);
    expect(found, other).toMatchObject({ equal: true, same: patches, settings: [], patches: [] });
    expect(found.withoutPixels).toBe(0);
    expect(differenceSentence(found)).toBe(`No difference: ${patches} patches are the same.`);
  }
  const both = await compared(project.session.folder, target);
  expect(both).toMatchObject({ equal: true, same: patches });
  expect(both.a).toMatchObject({ kind: 'project', set: 'dedup', patches });
});

test('parts of a data set are compared with those of another, and are no difference to a project', async () => {
  const split = await exported('split', {
    split: { train: 0.5, validation: 0, test: 0.5, seed: 1 },
  });
  expect((await compared(split, project.session.folder)).equal).toBe(true);
  expect((await compared(first, split)).counts).toMatchObject({ split: patches, relabelled: 0 });
});

test('labels, words and new names are told, and each differing patch stands in the file', async () => {
  const { session } = project;
  const ordinals = [...session.columns().ordinal].slice(0, 3);
  must(
    applyLabels(
      session,
      labelRequest.parse({ marks: [{ ordinals, value: 'uninformative', reason: 'blur' }] }),
    ),
  );
  const liver = session.catalog.sources.byName('liver');
  must(setSource(session, liver?.id ?? 0, { name: 'kidney', licence: 'CC0-1.0' }));
  const second = await exported('second');
  const csv = join(project.folder, 'differences.csv');
  const found = await compared(first, second, csv);
  expect(found.counts).toEqual({
    added: 0,
    removed: 0,
    moved: 0,
    relabelled: 3,
    rescored: 0,
    pixels: 0,
    split: 0,
  });
  expect(found.same).toBe(patches - 3);
  const where = found.settings.map((each) => each.where.join('.'));
  // With the first decision there is a curated set, whose counts and Gini coefficient are new too.
  expect(where).toEqual([
    'labelSetHash',
    'labels.labels',
    'gini.curated',
    'sources.liver',
    'sources.brain.volumes.brain.counts.curated',
    'sources.brain.counts.curated',
    'sources.kidney',
  ]);
  expect(found.patches).toHaveLength(3);
  expect(found.patches[0]).toMatchObject({
    changes: ['relabelled'],
    a: { source: 'liver', decision: null },
    b: { source: 'kidney', decision: 'uninformative', reason: 'blur' },
  });
  const [titles, ...lines] = parseCsv(readFileSync(csv, 'utf8')) ?? [];
  expect(titles?.slice(0, 4)).toEqual(['changes', 'side', 'pair', 'source']);
  expect(lines.map((line) => line.slice(0, 4))).toEqual([
    ['relabelled', 'a', '0', 'liver'],
    ['relabelled', 'a', '1', 'liver'],
    ['relabelled', 'a', '2', 'liver'],
    ['relabelled', 'b', '0', 'kidney'],
    ['relabelled', 'b', '1', 'kidney'],
    ['relabelled', 'b', '2', 'kidney'],
  ]);
  const live = await compared(first, session.folder);
  expect(live.counts.relabelled).toBe(3);
});

test('what is neither a data set nor a project is refused in a sentence', async () => {
  const job = await project.job(async (context) => {
    const around = { open: null, shell: 'test', tasks, context };
    const request = { a: first, b: project.folder, set: null, pixels: true, csv: null };
    const found = await compareFolders(request, around);
    return found.ok ? { ok: true, value: '' } : found;
  });
  expect(job.failure).toEqual({ kind: 'manifest-missing', path: project.folder });
});

test('a manifest that was changed by hand is found before anything is said of it', async () => {
  const changed = join(project.folder, 'changed');
  cpSync(first, changed, { recursive: true });
  const path = join(changed, 'manifest.csv');
  writeFileSync(
    path,
    readFileSync(path, 'utf8')
      .replace(',liver,', ',Liver,')
      .replace('informative', 'unsure')
      .replace(/,1,,/, ',2,,'),
  );
  const job = await project.job(async (context) => {
    const around = { open: null, shell: 'test', tasks, context };
    const request = { a: first, b: changed, set: null, pixels: true, csv: null };
    const found = await compareFolders(request, around);
    return found.ok ? { ok: true, value: '' } : found;
  });
  expect(job.failure).toEqual({ kind: 'checksum-differs', path });
});
