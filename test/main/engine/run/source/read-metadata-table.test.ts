import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMetadataTable } from '../../../../../src/main/engine/run/source/read-metadata-table.ts';
import { emptyFolder, must, mustFail } from '../small-project.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string) {
  const file = join(folder, 'table.csv');
  writeFileSync(file, text);
  return readMetadataTable(file);
}
const rowsOf = async (text: string) => must(await read(text)).rows;
const whatOf = async (text: string) => {
  const failure = mustFail(await read(text));
  return failure.kind === 'source-table-invalid' ? failure.what : failure.kind;
};

test('columns stand in any order; those that are not there are absent, others are named', async () => {
  const table = must(await read('Tissue,lab,SOURCE\nliver, 3 ,cells\n\n"",,other\n'));
  expect(table.rows).toEqual([
    { name: 'cells', texts: { tissue: 'liver' } },
    { name: 'other', texts: { tissue: '' } },
  ]);
  expect(table.ignored).toEqual(['lab']);
  expect(table.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('a spreadsheet may separate by semicolons or tabs and write decimal commas', async () => {
  const expected = [{ name: 'cells', texts: {}, voxelSize: { z: 30.5, y: 8, x: 8 } }];
  const titles = ['source', 'voxel_z_nm', 'voxel_y_nm', 'voxel_x_nm'];
  expect(await rowsOf(`\uFEFF${titles.join(';')}\r\ncells;30,5;8;8\r\n`)).toEqual(expected);
  expect(await rowsOf(`${titles.join('\t')}\ncells\t30.5\t8\t8`)).toEqual(expected);
});

test('a cell that was kept from being a formula is itself again', async () => {
  expect(await rowsOf("source,notes\ncells,'=SUM(A1)\n")).toMatchObject([
    { texts: { notes: '=SUM(A1)' } },
  ]);
});

test('empty cells of the voxel size are no size', async () => {
  const [row] = await rowsOf('source,voxel_z_nm,voxel_y_nm,voxel_x_nm\ncells,,,\n');
  expect(row?.voxelSize).toBeNull();
});

test.each([
  ['name,tissue\na,b\n', 'it has no column "source" with the names of sources'],
  ['', 'it has no column "source" with the names of sources'],
  ['source,tissue\n"a,b\n', 'a quote is opened and never closed'],
  ['source,tissue,Tissue\n', 'it has two columns "tissue"'],
  ['source,voxel_z_nm\n', 'it needs all of voxel_z_nm, voxel_y_nm, voxel_x_nm'],
  ['source,tissue\na,b\na,c\n', 'line 3: a stands in an earlier line too'],
  ['source,tissue\n,c\n', 'line 2: the name of the source is missing'],
  [`source,tissue\na,${'x'.repeat(201)}\n`, 'line 2: tissue is longer than 200 characters'],
  [
    'source,voxel_z_nm,voxel_y_nm,voxel_x_nm\na,0,8,8\n',
    'line 2: "0, 8, 8" is not a voxel size: three lengths in nanometres above zero',
  ],
  [
    'source,voxel_z_nm,voxel_y_nm,voxel_x_nm\na,8,,8\n',
    'line 2: "8, , 8" is not a voxel size: three lengths in nanometres above zero',
  ],
])('what is wrong with %j is said', async (text, what) => {
  expect(await whatOf(text)).toBe(what);
});

test('a file that is not there, and a folder, are no table', async () => {
  expect(mustFail(await readMetadataTable(join(folder, 'none.csv'))).kind).toBe('file-missing');
  mkdirSync(join(folder, 'folder.csv'));
  expect(mustFail(await readMetadataTable(join(folder, 'folder.csv'))).kind).toBe(
    'source-table-invalid',
  );
});
