import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { reasonsOf, setReasons } from '../../../../../src/main/engine/run/label/defect-reasons.ts';
import {
  applyLabels,
  labelCounts,
  labelHistory,
  rememberPlace,
} from '../../../../../src/main/engine/run/label/label-actions.ts';
import { setThreshold } from '../../../../../src/main/engine/run/model/threshold-yield.ts';
import {
  rowFinder,
  rowOfOrdinal,
} from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { openSession } from '../../../../../src/main/engine/run/project/session.ts';
import { thresholdOf } from '../../../../../src/main/engine/run/set/threshold.ts';
import {
  removeSource,
  setSource,
} from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  mustFail,
  newProject,
  type SmallProject,
  smallCut,
  writeSpheres,
} from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

let project: SmallProject;
beforeEach(async () => {
  project = newProject(processes);
  await project.add({ paths: [writeSpheres(join(project.folder, 'liver.tif'), 1)] });
  await project.run();
});
afterEach(() => project.close());

const label = (ordinals: number[], value: string, reason: string | null = null) =>
  must(applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value, reason }] })));
const undo = () => must(undoOrRedo(project.session, 'undo'));
const redo = () => must(undoOrRedo(project.session, 'redo'));
const labelsNow = (...ordinals: number[]) => {
  const { label: codes } = project.session.columns();
  return ordinals.map((ordinal) => codes[rowOfOrdinal(project.session.columns(), ordinal)]);
};

test('a page of labels is one action, said in one sentence, and is taken back as one', () => {
  expect(label([0, 1, 2], 'informative')).toMatchObject({
    summary: 'Labelled 3 patches informative.',
    changed: [0, 1, 2].map((ordinal) => ({ ordinal, value: 'informative' })),
  });
  label([1], 'uninformative', 'blur');
  expect(labelsNow(0, 1, 2)).toEqual([1, 2, 1]);
  expect(undo()).toMatchObject({
    changed: [{ ordinal: 1, value: 'informative' }],
    summary: 'Took back: Labelled 1 patch uninformative (blur).',
  });
  expect(undo().changed).toHaveLength(3);
  expect(labelsNow(0, 1, 2)).toEqual([0, 0, 0]);
  expect(mustFail(undoOrRedo(project.session, 'undo')).kind).toBe('nothing-to-undo');
  redo();
  redo();
  expect(labelsNow(0, 1, 2)).toEqual([1, 2, 1]);
  expect(mustFail(undoOrRedo(project.session, 'redo')).kind).toBe('nothing-to-redo');
});

test('labels read from the catalog again are those that were shown', () => {
  label([0, 3], 'informative');
  label([3], 'none');
  label([4], 'unsure');
  const shown = [...project.session.columns().label];
  project.session.forgetColumns();
  expect([...project.session.columns().label]).toEqual(shown);
  expect(labelCounts(project.session)).toMatchObject({
    informative: 1,
    uninformative: 0,
    unsure: 1,
    canUndo: true,
    canRedo: false,
  });
});

test('a patch that is no exemplar is refused, and none of its page is labelled', () => {
  const request = labelRequest.parse({ marks: [{ ordinals: [0, 99_999], value: 'informative' }] });
  expect(mustFail(applyLabels(project.session, request))).toEqual({
    kind: 'patch-unknown',
    ordinal: 99_999,
  });
  expect(labelCounts(project.session)).toMatchObject({ informative: 0, canUndo: false });
});

test('undo takes back corrections, thresholds, removals and labels in the order they were made', async () => {
  const { session } = project;
  label([0], 'informative');
  must(setThreshold(session, 0.75));
  must(setSource(session, 1, { name: 'kidney', invert: true, voxelSize: { z: 9, y: 9, x: 9 } }));
  must(removeSource(session, 1));
  expect(session.columns().count).toBe(0);
  expect(undo().summary).toBe('Took back: Took out kidney.');
  expect(session.columns().count).toBeGreaterThan(0);
  undo();
  expect(session.catalog.sources.byId(1)).toMatchObject({ name: 'liver', invert: false });
  expect(session.catalog.volumes.byId(1)?.voxelSizeGiven).toBeNull();
  expect(thresholdOf(session)).toBe(0.75);
  undo();
  expect(thresholdOf(session)).toBe(0.5);
  undo();
  expect(labelsNow(0)).toEqual([0]);
  for (let i = 0; i < 4; i++) redo();
  expect(session.columns().count).toBe(0);
  expect(session.catalog.sources.byId(1)).toMatchObject({ name: 'kidney', removed: true });
});

test('labels and undo survive closing and opening', async () => {
  label([0], 'informative');
  label([0], 'uninformative');
  const { folder } = project.session;
  await project.session.close();
  const again = must(openSession(folder, 'test', false));
  expect(must(undoOrRedo(again, 'undo')).changed).toEqual([
    { ordinal: 0, value: 'informative', reason: null },
  ]);
  await again.close();
  const reading = must(openSession(folder, 'test', true));
  expect(reading.columns().label[0]).toBe(1);
  project = { ...project, close: () => reading.close() };
});

test('an annotator takes back only their own labels', () => {
  const { session } = project;
  label([0], 'informative');
  session.catalog.settings.set('annotator', 'Ben');
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('nothing-to-undo');
  label([1], 'informative');
  undo();
  expect(labelsNow(0, 1)).toEqual([1, 0]);
});

test('a label follows its patch into another cut that has the same patch', async () => {
  const { session } = project;
  const of = (ordinal: number) => {
    const row = session.catalog.exemplars.byOrdinal(ordinal);
    return row && [row.plane, row.position, row.y0, row.x0];
  };
  const ordinals = [...session.columns().ordinal];
  label(ordinals, 'informative');
  const labelled = new Set(ordinals.map((ordinal) => String(of(ordinal))));
  await project.run({ ...smallCut, hammingLimit: 3, spacing: 2 });
  const { ordinal, label: codes } = session.columns();
  const common = [...ordinal.keys()].filter((row) => labelled.has(String(of(ordinal[row] ?? -1))));
  expect(common.length).toBeGreaterThan(5);
  expect(common.length).toBeLessThan(ordinal.length);
  for (const row of ordinal.keys()) expect(codes[row]).toBe(common.includes(row) ? 1 : 0);
});

test('labels follow equal content into another project’s file of another name', async () => {
  label([0, 1], 'informative');
  const { session } = project;
  const before = session.catalog.labels.all();
  must(removeSource(session, 1));
  const copy = join(project.folder, 'renamed.tif');
  copyFileSync(join(project.folder, 'liver.tif'), copy);
  await project.add({ paths: [copy], source: 'another' });
  await project.run();
  const { label: codes, source } = session.columns();
  expect([...new Set(source)]).toEqual([2]);
  expect([...codes].filter((code) => code === 1)).toHaveLength(2);
  expect(session.catalog.labels.all()).toEqual(before);
});

test('every exemplar is found by its address, and no other patch is', () => {
  const { session } = project;
  const columns = session.columns();
  const find = rowFinder(session.catalog, columns);
  const contentId = session.catalog.volumes.byId(1)?.contentId ?? '';
  const addressOf = (row: number) => ({
    contentId,
    plane: columns.plane[row] ?? 0,
    position: columns.position[row] ?? 0,
    y0: columns.y0[row] ?? 0,
    y1: columns.y1[row] ?? 0,
    x0: columns.x0[row] ?? 0,
    x1: columns.x1[row] ?? 0,
  });
  for (let row = 0; row < columns.count; row++) expect(find(addressOf(row))).toBe(row);
  const first = addressOf(0);
  expect(find({ ...first, contentId: 'other' })).toBe(-1);
  expect(find({ ...first, x1: first.x1 + 1 })).toBe(-1);
  expect(find({ ...first, plane: 3 })).toBe(-1);
  expect(rowOfOrdinal(columns, columns.count + 5)).toBe(-1);
});

test('an assisted page is one action of several marks, and one undo takes it back', () => {
  const { session } = project;
  const marks = [
    { ordinals: [0, 1], value: 'informative', origin: 'assisted' },
    { ordinals: [2], value: 'uninformative', origin: 'hand', reason: 'blur' },
  ];
  const receipt = must(applyLabels(session, labelRequest.parse({ marks })));
  expect(receipt.summary).toBe('Labelled 3 patches: 2 informative, 1 uninformative (blur).');
  expect(labelsNow(0, 1, 2)).toEqual([1, 1, 2]);
  const [first] = must(labelHistory(session, 0));
  expect(first).toMatchObject({ annotator: 'curator', value: 'informative', origin: 'assisted' });
  expect(undo().changed).toHaveLength(3);
  expect(labelsNow(0, 1, 2)).toEqual([0, 0, 0]);
});

test('a keypress sent again after a lost answer is recorded once, and so is an undo', () => {
  const { session } = project;
  const request = labelRequest.parse({
    key: 'keypress-1',
    marks: [{ ordinals: [0], value: 'informative' }],
  });
  const first = must(applyLabels(session, request));
  expect(must(applyLabels(session, request))).toEqual(first);
  label([1], 'uninformative');
  const taken = must(undoOrRedo(session, 'undo', 'keypress-2'));
  expect(must(undoOrRedo(session, 'undo', 'keypress-2'))).toEqual(taken);
  expect(labelsNow(0, 1)).toEqual([1, 0]);
  expect(must(labelHistory(session, 0))).toHaveLength(1);
});

test('second opinions and patches shown again never become labels', () => {
  const { session } = project;
  label([0, 1], 'informative');
  const marks = [
    { ordinals: [0], value: 'uninformative', reason: 'noise', pass: 'second' },
    { ordinals: [1], value: 'unsure', pass: 'again' },
  ];
  const { changed } = must(applyLabels(session, labelRequest.parse({ marks })));
  expect(changed.map((each) => each.value)).toEqual(['uninformative', 'unsure']);
  expect(labelsNow(0, 1)).toEqual([1, 1]);
  session.forgetColumns();
  expect(labelsNow(0, 1)).toEqual([1, 1]);
  expect(labelCounts(session)).toMatchObject({ informative: 2, uninformative: 0, unsure: 0 });
  // What is painted after undo is what was said in that pass, or the label would show.
  expect(undo().changed.map((each) => each.value)).toEqual(['none', 'none']);
  expect(redo().changed.map((each) => each.reason)).toEqual(['noise', null]);
  expect(must(labelHistory(session, 0)).map((each) => [each.pass, each.undone])).toEqual([
    ['first', false],
    ['second', false],
  ]);
});

test('an adjudicated label outlasts later ones', () => {
  const { session } = project;
  const marks = [{ ordinals: [0], value: 'uninformative', origin: 'adjudicated' }];
  must(applyLabels(session, labelRequest.parse({ marks })));
  label([0], 'informative');
  expect(labelsNow(0)).toEqual([2]);
});

test('the place a label leaves the annotator at is kept with it, per annotator', () => {
  const { session } = project;
  const place = { screen: 'label', showing: '{}', focus: 3, top: 0, selected: [] };
  must(
    applyLabels(
      session,
      labelRequest.parse({ marks: [{ ordinals: [2], value: 'unsure' }], place }),
    ),
  );
  expect(session.catalog.places.of('curator', 'label')).toEqual(place);
  expect(session.catalog.places.of('Ben', 'label')).toBeNull();
  must(rememberPlace(session, { ...place, focus: 4 }));
  expect(session.catalog.places.of('curator', 'label')?.focus).toBe(4);
});

test('defect reasons are the project’s own and changing them is undone', () => {
  const { session } = project;
  expect(reasonsOf(session)[0]).toBe('empty');
  must(setReasons(session, ['charging', 'fold', 'charging']));
  expect(reasonsOf(session)).toEqual(['charging', 'fold']);
  undo();
  expect(reasonsOf(session)).toContain('blur');
  redo();
  expect(reasonsOf(session)).toEqual(['charging', 'fold']);
});
