import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  importLabels as importRequest,
  planImport,
} from '../../../../../src/main/engine/run/label/import-labels.ts';
import {
  applyLabels,
  labelCounts,
} from '../../../../../src/main/engine/run/label/label-actions.ts';
import { exportLabels as exportRequest } from '../../../../../src/main/engine/run/label/label-files.ts';
import { patchNames } from '../../../../../src/main/engine/run/project/patch-names.ts';
import type { Session } from '../../../../../src/main/engine/run/project/session.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { encodeGreyTiff } from '../../../../../src/shared/tiff-encoder.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const importLabels = (session: Session, path: string, labels: string | null) =>
  importRequest(session, { file: path, labels, sha256: null, conflicts: 'replace' });
const exportLabels = (session: Session, path: string, labels: string | null) =>
  exportRequest(session, processes.tasks, {
    file: path,
    labels,
    format: labels === null ? 'csv' : 'npy',
  });
let project: SmallProject;
beforeAll(async () => {
  project = newProject(processes);
  await project.add({
    paths: [writeSpheres(join(project.folder, 'cell.tif'), 1)],
    source: 'liver',
  });
  for (let i = 0; i < 3; i++) {
    const pixels = Uint8Array.from({ length: 40 * 40 }, (_, k) => (k * (i + 3) * 11) & 255);
    writeFileSync(join(project.folder, `p${i}.tif`), encodeGreyTiff(pixels, 40, 40));
  }
  const pictures = [0, 1, 2].map((i) => join(project.folder, `p${i}.tif`));
  await project.add({ paths: pictures, as: 'group', source: 'group' });
  await project.run();
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const file = (name: string, text?: string) => {
  const path = join(project.folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};
const nameOf = (row: number) => {
  const { volume, plane, position, y0, y1, x0, x1 } = project.session.columns();
  const at = (values: ArrayLike<number>) => values[row] ?? 0;
  const box = { y0: at(y0), y1: at(y1), x0: at(x0), x1: at(x1) };
  return patchNames(project.session).stableName(at(volume), at(plane), at(position), box);
};

test('every exemplar’s name leads back to its address', () => {
  const { session } = project;
  const columns = session.columns();
  const names = patchNames(session);
  const seen = new Set<string>();
  for (let row = 0; row < columns.count; row++) {
    const name = nameOf(row);
    seen.add(name);
    const contentId = session.catalog.volumes.byId(columns.volume[row] ?? -1)?.contentId;
    expect(names.addressOf(name)).toMatchObject({
      contentId,
      plane: columns.plane[row],
      position: columns.position[row],
      y0: columns.y0[row],
      x1: columns.x1[row],
    });
  }
  expect(seen.size).toBe(columns.count);
});

test('a name outside its volume, of another source, or in a spelling without ends is unknown', () => {
  const { addressOf } = patchNames(project.session);
  expect(addressOf('liver/cell-LOC-0_11_0-16_0-16')?.position).toBe(11);
  expect(addressOf('cell-LOC-0_11_0-16_0-16')?.position).toBe(11);
  for (const name of [
    'liver/cell-LOC-0_12_0-16_0-16',
    'liver/cell-LOC-0_11_40-56_0-16',
    'liver/cell-LOC-0_11_16-16_0-16',
    'brain/cell-LOC-0_11_0-16_0-16',
    'liver/cell-LOC-0_11_0_0',
    'group/3-LOC-2d-0-16_0-16',
    'not a patch',
  ])
    expect(addressOf(name)).toBeNull();
});

test('a file with one unknown name imports nothing and says how many it does not know', async () => {
  const path = file(
    'unknown.csv',
    `patch,label\n${nameOf(0)},good\nliver/no-LOC-0_1_0-16_0-16,bad\n`,
  );
  expect(mustFail(await importLabels(project.session, path, null))).toEqual({
    kind: 'label-names-unknown',
    path,
    names: ['liver/no-LOC-0_1_0-16_0-16'],
    count: 1,
  });
  expect(labelCounts(project.session)).toMatchObject({ informative: 0, canUndo: false });
});

test('a file with a word that is no label imports nothing', async () => {
  const path = file('word.csv', `patch,label\n${nameOf(0)},good\n${nameOf(1)},maybe\n`);
  expect(mustFail(await importLabels(project.session, path, null)).kind).toBe(
    'label-words-unknown',
  );
  expect(mustFail(await importLabels(project.session, file('none.csv'), null)).kind).toBe(
    'file-missing',
  );
  expect(labelCounts(project.session).canUndo).toBe(false);
});

test('an import is one action: what was labelled before comes back with undo', async () => {
  const { session } = project;
  const ordinal = session.columns().ordinal[0] ?? -1;
  must(
    applyLabels(session, labelRequest.parse({ marks: [{ ordinals: [ordinal], value: 'unsure' }] })),
  );
  const text = `patch,label,reason\n${nameOf(0)},bad,blur\n${nameOf(1)},good,\n${nameOf(2)},good,\n`;
  const imported = must(await importLabels(session, file('some.csv', text), null));
  expect(imported).toMatchObject({
    matched: 3,
    changed: 3,
    summary: 'Imported 3 labels; 0 were there already.',
  });
  expect([...session.columns().label.subarray(0, 3)]).toEqual([2, 1, 1]);
  expect(must(await importLabels(session, file('some.csv'), null))).toMatchObject({ changed: 0 });
  must(undoOrRedo(session, 'undo'));
  must(undoOrRedo(session, 'undo'));
  expect([...session.columns().label.subarray(0, 3)]).toEqual([3, 0, 0]);
  must(undoOrRedo(session, 'redo'));
  expect([...session.columns().label.subarray(0, 3)]).toEqual([2, 1, 1]);
});

test.each([
  ['a CSV', 'labels.csv', null],
  ['the paper’s pair of arrays', 'paths.npy', 'words.npy'],
])('%s that was exported imports into an empty project as it was', async (_what, name, words) => {
  const { session } = project;
  const last = session.columns().count - 1; // a picture
  const ordinals = [session.columns().ordinal[last] ?? -1];
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals, value: 'informative' }] })));
  const before = session.catalog.labels.all();
  const wordFile = words === null ? null : file(words);
  must(await exportLabels(session, file(name), wordFile));
  const cleared = [...session.columns().ordinal];
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals: cleared, value: 'none' }] })));
  expect(session.catalog.labels.all()).toEqual([]);
  must(await importLabels(session, file(name), wordFile));
  const values = (labels: typeof before) =>
    labels.map(({ address, value }) => ({ address, value }));
  const expected = values(before).filter(({ value }) => words === null || value !== 'unsure');
  expect(values(session.catalog.labels.all())).toEqual(expected);
});

test.each([
  ['csv', 'all.csv'],
  ['jsonl', 'all.jsonl'],
  ['label-studio', 'all-studio.json'],
  ['folders', 'all-folders'],
  ['fiftyone', 'all-fiftyone'],
] as const)('labels written as %s are read back as they were', async (format, name) => {
  const { session } = project;
  const ordinals = [...session.columns().ordinal];
  const marks = [
    { ordinals: ordinals.slice(0, 4), value: 'informative' },
    { ordinals: ordinals.slice(4, 7), value: 'uninformative', reason: 'blur' },
    { ordinals: ordinals.slice(7, 8), value: 'unsure' },
    { ordinals: ordinals.slice(8), value: 'none' },
  ];
  must(applyLabels(session, labelRequest.parse({ marks })));
  const before = session.catalog.labels.all();
  const path = file(name);
  must(await exportRequest(session, processes.tasks, { file: path, labels: null, format }));
  expect(must(await planImport(session, path, null))).toMatchObject({
    format,
    labels: 8,
    fresh: 0,
    same: 8,
    conflicting: 0,
    unknown: 0,
  });
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals, value: 'none' }] })));
  must(await importLabels(session, path, null));
  const keepsReasons = format !== 'folders' && format !== 'fiftyone';
  const read = session.catalog.labels.all();
  expect(read.map(({ address, value }) => ({ address, value }))).toEqual(
    before.map(({ address, value }) => ({ address, value })),
  );
  if (keepsReasons) {
    expect(read.map(({ reason }) => reason)).toEqual(before.map(({ reason }) => reason));
  }
});

test('a plan counts what an import would change, and the import keeps to it', async () => {
  const { session } = project;
  const ordinals = [...session.columns().ordinal];
  const clear = { ordinals, value: 'none' };
  must(applyLabels(session, labelRequest.parse({ marks: [clear] })));
  const marks = [{ ordinals: ordinals.slice(0, 2), value: 'informative' }];
  must(applyLabels(session, labelRequest.parse({ marks })));
  const lines = [
    `${nameOf(0)},good`,
    `${nameOf(1)},bad`,
    `${nameOf(2)},bad`,
    'liver/no-LOC-0_1_0-9_0-9,bad',
  ];
  const path = file('plan.csv', `patch,label\n${lines.join('\n')}\n`);
  expect(must(await planImport(session, path, null))).toMatchObject({
    format: 'csv',
    labels: 4,
    fresh: 1,
    same: 1,
    conflicting: 1,
    conflicts: [{ name: nameOf(1), here: 'informative', file: 'uninformative' }],
    unknown: 1,
    unknownNames: ['liver/no-LOC-0_1_0-9_0-9'],
  });
  file('plan.csv', `patch,label\n${lines.slice(0, 3).join('\n')}\n`);
  const { sha256 } = must(await planImport(session, path, null));
  const request = { file: path, labels: null, sha256, conflicts: 'keep' } as const;
  must(await importRequest(session, request));
  expect([...session.columns().label.subarray(0, 3)]).toEqual([1, 1, 2]);
  must(undoOrRedo(session, 'undo'));
  must(await importRequest(session, { ...request, conflicts: 'replace' }));
  expect([...session.columns().label.subarray(0, 3)]).toEqual([1, 2, 2]);
  file('plan.csv', `patch,label\n${lines[0]}\n`);
  expect(mustFail(await importRequest(session, request)).kind).toBe('label-file-invalid');
});

test('files as Label Studio and FiftyOne write them are understood', async () => {
  const choices = (word: string) => [
    { from_name: 'quality', to_name: 'img', type: 'choices', value: { choices: [word] } },
  ];
  const tasks = [
    {
      id: 7,
      data: { image: `/data/local-files/?d=em/${encodeURIComponent(nameOf(0))}.png` },
      annotations: [
        { result: choices('Informative'), was_cancelled: true },
        { result: choices('Uninformative'), was_cancelled: false },
      ],
    },
    { id: 8, image: `https://lab.org/em/${nameOf(1)}.png?x=1`, choice: 'good', annotator: 1 },
    { id: 9, data: { image: `${nameOf(2)}.png` }, annotations: [] },
  ];
  const studio = file('studio.json', JSON.stringify(tasks));
  expect(must(await planImport(project.session, studio, null))).toMatchObject({
    format: 'label-studio',
    labels: 2,
    unknown: 0,
  });
  const fiftyone = { classes: ['good', 'bad'], labels: { [nameOf(0)]: 1, [nameOf(1)]: null } };
  const path = file('labels.json', JSON.stringify(fiftyone));
  expect(must(await planImport(project.session, path, null))).toMatchObject({
    format: 'fiftyone',
    labels: 2,
    unknown: 0,
  });
});

test.each([
  ['odd.json', '{"classes":["good"],"labels":{"a":5}}'],
  ['odd.json', '{"classes":{},"labels":[]}'],
  ['odd.json', '[{"data":5}]'],
  ['odd.json', `${'['.repeat(200_000)}`],
  ['odd.json', '{"__proto__":{"polluted":1}}'],
  ['odd.jsonl', '{"patch":"a"}'],
  ['odd.jsonl', '{"patch":1e999,"label":"good"}'],
  ['odd.txt', 'hello'],
])('%s that is no file of labels is refused: %s', async (name, text) => {
  const before = project.session.catalog.labels.all();
  const found = await planImport(project.session, file(name, text), null);
  expect(mustFail(found).kind).toMatch(/^label-(file-invalid|words-unknown)$/);
  expect(project.session.catalog.labels.all()).toEqual(before);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('an export that cannot be written says so and leaves nothing behind', async () => {
  const path = file('no-such-folder/labels.csv');
  expect(mustFail(await exportLabels(project.session, path, null)).kind).toBe('target-unwritable');
  must(await exportLabels(project.session, file('again.csv'), null));
  expect(existsSync(file('again.csv.new'))).toBe(false);
  expect(readFileSync(file('again.csv'), 'utf8')).toMatch(/^patch,label,reason/);
});
