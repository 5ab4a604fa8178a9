import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exporters } from '../../../../../src/main/engine/export/exporters.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { planExport } from '../../../../../src/main/engine/run/export/plan-export.ts';
import { verifyFolder } from '../../../../../src/main/engine/run/export/verify-folder.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import {
  removeSource,
  setSource,
} from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { parseCsv } from '../../../../../src/shared/csv.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { croissantProblems } from '../../export/document/croissant-rules.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  mustFail,
  nanometres,
  newProject,
  type SmallProject,
  writeSpheres,
} from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
const shape = { z: 4, y: 32, x: 48 };
const secret = { name: 'patient-seven', withheld: 'no consent from the ward' };
const idOf = (name: string) => project.session.catalog.sources.byName(name)?.id ?? -1;

beforeAll(async () => {
  project = newProject(processes);
  const sources = [
    ['liver', { licence: 'CC0-1.0', doi: '10.6019/EMPIAR-10310' }],
    [secret.name, { licence: 'CC0-1.0', withheld: secret.withheld }],
    ['brain', { licence: 'CC BY-NC 4.0', technique: 'FIB-SEM' }],
  ] as const;
  for (const [seed, [name, change]] of sources.entries()) {
    const file = writeSpheres(join(project.folder, `${name}.tif`), seed + 1, nanometres(8), shape);
    await project.add({ paths: [file], change });
  }
  await project.run();
  // Of all three, the withheld one too.
  const { count, ordinal } = project.session.columns();
  const ordinals = Array.from({ length: count }, (_, row) => ordinal[row] ?? 0);
  const marks = [{ ordinals, value: 'informative' as const }];
  must(applyLabels(project.session, labelRequest.parse({ marks })));
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const terms = {
  title: 'Cells of two labs',
  creators: 'Doe, Jane',
  licence: 'CC-BY-4.0',
  published: '2026-11-26',
  url: 'https://example.org/cells',
};
const optionsOf = (change: object) =>
  exportOptions.parse({ set: 'dedup', terms, labels: true, groups: true, ...change });

async function exported(name: string, change: object = {}) {
  const folder = join(project.folder, name);
  const job = await project.job((context) =>
    exportDataset(project.session, processes.tasks, folder, optionsOf(change), context),
  );
  expect(job.failure).toBeNull();
  return { folder, job };
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
const sha256 = (folder: string, file: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test.each(exporters.map(({ name }) => name))(
  'a data set in the layout %s has valid documents with the right checksums, and verifies',
  async (format) => {
    const { folder } = await exported(`set-${format}`, {
      format,
      split: { train: 0.5, validation: 0, test: 0.5 },
    });
    expect(croissantProblems(read(folder, 'croissant.json'))).toEqual([]);
    const { distribution } = JSON.parse(read(folder, 'croissant.json'));
    const crate = JSON.parse(read(folder, 'ro-crate-metadata.json'))['@graph'];
    const told = [
      ...distribution.filter((file: { '@type': string }) => file['@type'] === 'cr:FileObject'),
      ...crate.filter((entity: { '@type': string }) => entity['@type'] === 'File'),
    ];
    expect(told.map((file) => file['@id'])).toContain('manifest.csv');
    for (const file of told) expect(file.sha256).toBe(sha256(folder, file['@id']));
    for (const file of filesOf(folder).filter((path) => path.endsWith('.json'))) {
      expect(() => JSON.parse(readFileSync(file, 'utf8')), file).not.toThrow();
    }
    const [, head = ''] = /^---\n(.*?)\n---\n/su.exec(read(folder, 'README.md')) ?? [];
    expect(load(head, { schema: CORE_SCHEMA })).toMatchObject({
      pretty_name: 'Cells of two labs',
      license: 'cc-by-4.0',
    });
    expect(load(read(folder, 'CITATION.cff'), { schema: CORE_SCHEMA })).toMatchObject({
      'cff-version': '1.2.0',
      authors: [{ 'family-names': 'Doe', 'given-names': 'Jane' }],
    });
    const rows = parseCsv(read(folder, 'empiar.csv')) ?? [];
    expect(rows.map(([name]) => name)).toEqual(['name', 'liver', 'brain']);
    const check = await project.job((context) =>
      verifyFolder(project.session, processes.tasks, folder, project.folder, context),
    );
    expect([check.failure, check.report]).toEqual([null, []]);
  },
);

test('a source that is not to be shared leaves nothing in the data set but that it is missing', async () => {
  for (const set of ['raw', 'dedup', 'curated'] as const) {
    const { folder, job } = await exported(`shared-${set}`, { set });
    const contents = project.session.catalog.volumes.ofSource(idOf(secret.name));
    for (const file of filesOf(folder)) {
      const bytes = readFileSync(file).toString('latin1') + file.slice(folder.length);
      for (const word of [secret.name, secret.withheld, contents[0]?.contentId ?? '-']) {
        expect(bytes.includes(word), `${file} holds ${word}`).toBe(false);
      }
    }
    expect(JSON.parse(read(folder, 'dataset.json')).withheld).toBe(1);
    expect(read(folder, 'README.md')).toContain('1 source of the project may not be shared');
    expect(job.result).toContain(`not to be shared: ${secret.name}.`);
  }
});

test('it is as if the source were not there, in every patch and figure', async () => {
  const { folder: withheld } = await exported('withheld');
  must(removeSource(project.session, idOf(secret.name)));
  const { folder: removed } = await exported('removed');
  must(undoOrRedo(project.session, 'undo'));
  expect(read(withheld, 'manifest.csv')).toBe(read(removed, 'manifest.csv'));
  const { labelSetHash: _, ...figures } = JSON.parse(read(withheld, 'dataset.json'));
  const { labelSetHash: __, ...others } = JSON.parse(read(removed, 'dataset.json'));
  expect(figures).toEqual({ ...others, withheld: 1 });
});

test('the plan names what is left out and the licences that do not fit', async () => {
  const plan = must(await planExport(project.session, optionsOf({})));
  expect(plan.leftOut).toEqual([
    { source: secret.name, why: `marked not to be shared: ${secret.withheld}` },
  ]);
  expect(plan.sources).toBe(2);
  const warnings = plan.warnings.join('\n');
  expect(warnings).toContain('brain is under CC BY-NC 4.0, which forbids commercial use');
  expect(warnings).toContain('no attribution');
  expect(warnings).toContain('no legal advice');
  expect(warnings).not.toContain('Not stated');
  const bare = must(await planExport(project.session, exportOptions.parse({ set: 'dedup' })));
  expect(bare.warnings.join('\n')).toContain('Not stated: the day of publication, its web page');
});

test('when nothing may be shared there is nothing to write', async () => {
  for (const name of ['liver', 'brain']) {
    must(setSource(project.session, idOf(name), { withheld: '' }));
  }
  expect(mustFail(await planExport(project.session, optionsOf({}))).kind).toBe('all-withheld');
  must(undoOrRedo(project.session, 'undo'));
  must(undoOrRedo(project.session, 'undo'));
});
