import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { agreementReport } from '../../../../../src/main/engine/run/label/agreement-report.ts';
import {
  applyLabels,
  labelCounts,
} from '../../../../../src/main/engine/run/label/label-actions.ts';
import { mergeLabels, planMerge } from '../../../../../src/main/engine/run/label/merge-labels.ts';
import { labelledPatches } from '../../../../../src/main/engine/run/model/labelled-patches.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

let project: SmallProject;
beforeEach(async () => {
  project = newProject(processes);
  await project.add({
    paths: [writeSpheres(join(project.folder, 'liver.tif'), 1)],
    source: 'liver',
  });
  await project.run();
  return () => project.close();
});

function say(of: SmallProject, annotator: string, ordinals: number[], value: string, more = {}) {
  of.session.catalog.settings.set('annotator', annotator);
  must(applyLabels(of.session, labelRequest.parse({ marks: [{ ordinals, value, ...more }] })));
}

test('two people are compared on what both said, pair by pair, source by source', () => {
  say(project, 'Ada', [0, 1, 2, 3, 4, 5], 'informative');
  say(project, 'Ada', [6, 7], 'uninformative', { reason: 'blur' });
  const second = { pass: 'second' };
  say(project, 'Ben', [0, 1, 2], 'informative', second);
  say(project, 'Ben', [3, 6], 'uninformative', { ...second, reason: 'blur' });
  say(project, 'Ben', [7], 'uninformative', { ...second, reason: 'noise' });
  const { pairs, conflicts, annotators } = agreementReport(project.session);
  expect(annotators).toEqual([
    { name: 'Ada', decisions: 8 },
    { name: 'Ben', decisions: 6 },
  ]);
  expect(pairs).toHaveLength(1);
  expect(pairs[0]).toMatchObject({
    first: 'Ada',
    second: 'Ben',
    again: false,
    all: {
      patches: 6,
      alike: 5 / 6,
      table: [
        [3, 1, 0],
        [0, 2, 0],
        [0, 0, 0],
      ],
    },
    sources: [{ name: 'liver', agreement: { patches: 6 } }],
    reasons: [
      { reason: 'blur', both: 1, either: 2, agreement: 2 / 3 },
      { reason: 'noise', both: 0, either: 1, agreement: 0 },
    ],
  });
  expect(pairs[0]?.all.kappa).toBeCloseTo(2 / 3, 12);
  expect(conflicts).toMatchObject([{ ordinal: 3, settled: null }]);
});

test('an adjudicated conflict is settled and its label stands; undo opens it again', () => {
  say(project, 'Ada', [0], 'informative');
  say(project, 'Ben', [0], 'uninformative', { pass: 'second' });
  say(project, 'Cleo', [0], 'uninformative', { origin: 'adjudicated', reason: 'blur' });
  expect(agreementReport(project.session).conflicts).toMatchObject([
    {
      ordinal: 0,
      settled: 'uninformative',
      verdicts: [
        { annotator: 'Ada', value: 'informative' },
        { annotator: 'Ben', value: 'uninformative' },
      ],
    },
  ]);
  expect(labelCounts(project.session)).toMatchObject({ informative: 0, uninformative: 1 });
  must(undoOrRedo(project.session, 'undo'));
  expect(agreementReport(project.session).conflicts[0]?.settled).toBeNull();
});

test('a person asked again is compared with themselves', () => {
  say(project, 'Ada', [0, 1, 2], 'informative');
  say(project, 'Ada', [0, 1], 'informative', { pass: 'again' });
  say(project, 'Ada', [2], 'unsure', { pass: 'again' });
  const { pairs, conflicts } = agreementReport(project.session);
  expect(pairs).toMatchObject([{ first: 'Ada', second: 'Ada', again: true, all: { patches: 3 } }]);
  expect(pairs[0]?.all.alike).toBeCloseTo(2 / 3);
  expect(conflicts[0]?.verdicts.map(({ annotator }) => annotator)).toEqual([
    'Ada',
    'Ada, asked again',
  ]);
});

test('what does not count in the first pass never reaches training', async () => {
  say(project, 'Ada', [0], 'informative');
  say(project, 'Ben', [1], 'uninformative', { pass: 'second' });
  say(project, 'Ada', [0], 'uninformative', { pass: 'again' });
  const { count, labels } = await labelledPatches(project.session, processes.tasks);
  expect([count, ...labels]).toEqual([1, 1]);
});

test('another project’s labels are merged by content: new ones count, overlapping ones are second opinions', async () => {
  const other = newProject(processes);
  const copy = join(other.folder, 'renamed.tif');
  copyFileSync(join(project.folder, 'liver.tif'), copy);
  await other.add({ paths: [copy], source: 'sample 7' });
  await other.add({ paths: [writeSpheres(join(other.folder, 'more.tif'), 9)], source: 'more' });
  await other.run();
  const { source, ordinal } = other.session.columns();
  const shared = [...ordinal].filter((_, row) => source[row] === 1);
  const only = [...ordinal].filter((_, row) => source[row] === 2);
  say(other, 'Ben', shared.slice(0, 4), 'informative');
  say(other, 'Ben', shared.slice(4, 6), 'uninformative', { reason: 'blur' });
  say(other, 'Ben', only.slice(0, 2), 'informative');
  say(project, 'Ada', [0, 1], 'informative');
  say(project, 'Ada', [2], 'uninformative');
  const before = readFileSync(join(other.session.folder, 'project.sqlite'));
  const plan = must(planMerge(project.session, other.session.folder));
  expect(plan).toMatchObject({
    annotators: [{ name: 'Ben', decisions: 6 }],
    fresh: 3,
    same: 2,
    conflicting: 1,
    known: 0,
    missing: [{ volume: 'more', patches: 2 }],
  });
  must(await mergeLabels(project.session, other.session.folder, plan.fingerprint));
  expect(readFileSync(join(other.session.folder, 'project.sqlite')).equals(before)).toBe(true);
  expect(labelCounts(project.session)).toMatchObject({ informative: 3, uninformative: 3 });
  const { pairs, conflicts } = agreementReport(project.session);
  expect(pairs).toMatchObject([{ first: 'Ada', second: 'Ben', all: { patches: 3 } }]);
  expect(conflicts.map((each) => each.ordinal)).toEqual([2]);
  const again = must(planMerge(project.session, other.session.folder));
  expect(again).toMatchObject({ annotators: [], fresh: 0, known: 6 });
  must(undoOrRedo(project.session, 'undo'));
  expect(labelCounts(project.session)).toMatchObject({ informative: 2, uninformative: 1 });
  expect(agreementReport(project.session).pairs).toEqual([]);
  say(other, 'Ben', shared.slice(6, 7), 'informative');
  expect(
    mustFail(await mergeLabels(project.session, other.session.folder, plan.fingerprint)).kind,
  ).toBe('label-file-invalid');
  expect(mustFail(planMerge(project.session, other.folder)).kind).toBe('project-missing');
  await other.close();
});
