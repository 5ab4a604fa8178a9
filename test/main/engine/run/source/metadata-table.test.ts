import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import {
  importMetadata,
  metadataTable,
  planMetadata,
} from '../../../../../src/main/engine/run/source/metadata-table.ts';
import {
  setSource,
  sourceRecords,
} from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { csvLine } from '../../../../../src/shared/csv.ts';
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
afterAll(processes.close);

let project: SmallProject;
beforeEach(async () => {
  project = newProject(processes);
  const liver = writeSpheres(join(project.folder, 'liver.tif'), 1);
  const brain = writeSpheres(join(project.folder, 'brain.tif'), 2, null);
  await project.add({ paths: [liver, brain] });
});
afterEach(() => project.close());

function write(text: string): string {
  const file = join(project.folder, 'sources.csv');
  writeFileSync(file, text);
  return file;
}
const table = () => metadataTable(project.session);
const plan = async (text: string, blanks: 'keep' | 'erase' = 'keep') =>
  must(await planMetadata(project.session, write(text), blanks));
const take = (text: string, blanks: 'keep' | 'erase' = 'keep') =>
  importMetadata(project.session, { file: write(text), blanks, sha256: null });
const metadataOf = (name: string) =>
  sourceRecords(project.session).find((source) => source.name === name)?.metadata;
const sizeOf = (name: string) =>
  sourceRecords(project.session).find((source) => source.name === name)?.voxelSize;

test('the table holds what is known, and reading it again changes nothing', async () => {
  const { id = -1 } = project.session.catalog.sources.byName('liver') ?? {};
  const notes = '=1+1\n"quoted", and so on';
  must(setSource(project.session, id, { technique: 'FIB-SEM', notes }));
  expect(table()).toEqual({
    sources: 2,
    csv: [
      'source,technique,organism,tissue,doi,licence,attribution,notes,withheld,voxel_z_nm,voxel_y_nm,voxel_x_nm\n',
      csvLine(['liver', 'FIB-SEM', '', '', '', '', '', notes, 'no', 8, 8, 8]),
      csvLine(['brain', '', '', '', '', '', '', '', 'no', '', '', '']),
    ].join(''),
  });
  const found = await plan(table().csv, 'erase');
  expect(found).toMatchObject({ rows: 2, sources: 0, fields: 0, unchanged: 2, changes: [] });
});

test('what would change is said before it does', async () => {
  const found = await plan(
    'source,tissue,lab,voxel_z_nm,voxel_y_nm,voxel_x_nm\nbrain,cortex,3,30,4,4\nheart,left,,,,\n',
  );
  expect(found).toMatchObject({
    rows: 2,
    sources: 1,
    fields: 2,
    erased: 0,
    unchanged: 0,
    unknown: ['heart'],
    unknownCount: 1,
    absent: 1,
    ignored: ['lab'],
    changes: [
      { source: 'brain', field: 'tissue', before: '', after: 'cortex' },
      { source: 'brain', field: 'voxel size, nm', before: '', after: '30, 4, 4' },
    ],
  });
  expect(metadataOf('brain')?.tissue).toBe('');
});

test('all sources change in one action, which one undo takes back', async () => {
  const text =
    'source,tissue,voxel_z_nm,voxel_y_nm,voxel_x_nm\nliver,liver,8,8,8\nbrain,cortex,30,4,4\n';
  const taken = must(await take(text));
  expect(taken.summary).toContain('Took over the metadata of 2 sources');
  expect(metadataOf('liver')?.tissue).toBe('liver');
  expect(sizeOf('brain')).toEqual({ z: 30, y: 4, x: 4 });
  must(undoOrRedo(project.session, 'undo'));
  expect(metadataOf('liver')?.tissue).toBe('');
  expect(metadataOf('brain')?.tissue).toBe('');
  expect(sizeOf('brain')).toBeNull();
  must(undoOrRedo(project.session, 'redo'));
  expect(metadataOf('brain')?.tissue).toBe('cortex');
});

test('metadata alone does not make patches stale; another voxel size does', async () => {
  await project.run();
  must(await take('source,licence\nliver,CC-BY-4.0\nbrain,CC0-1.0\n'));
  expect(sourceRecords(project.session).map(({ stale }) => stale)).toEqual([false, false]);
  const taken = must(await take('source,voxel_z_nm,voxel_y_nm,voxel_x_nm\nbrain,50,4,4\n'));
  expect(taken.summary).toContain('run again');
  expect(sourceRecords(project.session).map(({ stale }) => stale)).toEqual([false, true]);
});

test('an empty cell leaves what is there, unless it is to empty it', async () => {
  must(await take('source,tissue,licence\nliver,liver,CC0-1.0\n'));
  expect((await plan('source,tissue,licence\nliver,,CC0-1.0\n')).fields).toBe(0);
  const erasing = await plan('source,tissue,licence\nliver,,CC0-1.0\n', 'erase');
  expect(erasing).toMatchObject({ fields: 1, erased: 1 });
  must(await take('source,tissue,licence\nliver,,CC0-1.0\n', 'erase'));
  expect(metadataOf('liver')).toMatchObject({ tissue: '', licence: 'CC0-1.0' });
});

test('a source is withheld, with or without a reason, and shared again', async () => {
  must(await take('source,withheld\nliver,embargo\nbrain,yes\n'));
  expect(metadataOf('liver')?.withheld).toBe('embargo');
  expect(metadataOf('brain')?.withheld).toBe('');
  expect((await plan('source,withheld\nliver,\nbrain,\n', 'erase')).fields).toBe(0);
  must(await take('source,withheld\nliver,no\n'));
  expect(metadataOf('liver')?.withheld).toBeNull();
});

test('an empty voxel size takes nothing from the file, and lost last digits are no change', async () => {
  const titles = 'source,voxel_z_nm,voxel_y_nm,voxel_x_nm\n';
  expect((await plan(`${titles}liver,,,\n`, 'erase')).fields).toBe(0);
  expect((await plan(`${titles}liver,8.0000001,8,8\n`)).fields).toBe(0);
  expect(sizeOf('liver')).toEqual(nanometres(8));
});

test('a table that changed since it was looked at, or that says nothing new, is refused', async () => {
  const { sha256 } = await plan('source,tissue\nliver,liver\n');
  const file = write('source,tissue\nliver,kidney\n');
  const changed = await importMetadata(project.session, { file, blanks: 'keep', sha256 });
  expect(mustFail(changed)).toMatchObject({ kind: 'source-table-invalid' });
  expect(metadataOf('liver')?.tissue).toBe('');
  expect(mustFail(await take('source,tissue\nliver,\n'))).toMatchObject({
    kind: 'source-table-invalid',
  });
});
