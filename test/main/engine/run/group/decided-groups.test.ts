import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { gridViews } from '../../../../../src/main/engine/run/grid/grid-views.ts';
import {
  groupMembers,
  groupPlacesOf,
} from '../../../../../src/main/engine/run/group/group-pages.ts';
import { nearDuplicates } from '../../../../../src/main/engine/run/group/near-duplicates.ts';
import {
  chooseExemplar,
  memberNamed,
  mergeGroups,
  splitMembers,
} from '../../../../../src/main/engine/run/group/regroup.ts';
import { standingDecisions } from '../../../../../src/main/engine/run/group/standing-decisions.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { labelsToTrainOn } from '../../../../../src/main/engine/run/model/labelled-patches.ts';
import { patchPixels } from '../../../../../src/main/engine/run/picture/patch-picture.ts';
import { openSession, type Session } from '../../../../../src/main/engine/run/project/session.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { parseCsv } from '../../../../../src/shared/csv.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import type { GroupPage } from '../../../../../src/shared/duplicates.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { gridQuery } from '../../../../../src/shared/grid.ts';
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
const { tasks } = processes;
let project: SmallProject;
let session: Session;

beforeAll(async () => {
  project = newProject(processes);
  ({ session } = project);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), i + 1);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 24 });
}, 60_000);
afterAll(async () => {
  await project.close();
  processes.close();
});

/** Exemplars in a view, in its order. */
async function exemplars(query: object, of = session): Promise<number[]> {
  const views = gridViews();
  const asked = gridQuery.parse({ set: 'grouped', order: 'group-size', ...query });
  const { view, total } = must(await views.open(of, tasks, asked));
  return must(views.page(of, view, 0, total)).patches.map(({ ordinal }) => ordinal);
}

const page = async (ordinal: number, of = session): Promise<GroupPage> =>
  must(await groupMembers(of, { ordinal, from: 0, count: 1000 }));

async function largest(of = session): Promise<GroupPage> {
  const [first = -1] = await exemplars({}, of);
  return page(first, of);
}

const pixelsOf = async (ordinal: number): Promise<number[]> =>
  Array.from((await patchPixels(session, tasks, ordinal))?.pixels ?? first([]));

const undoAll = (of = session): void => {
  while (undoOrRedo(of, 'undo').ok);
};

function first<T>(list: readonly T[]): T {
  const [found] = list;
  if (found === undefined) throw new Error('an empty list');
  return found;
}

test('a chosen exemplar shows from its volume, is measured by a run, and undo brings the other back', async () => {
  const group = await largest();
  const { address, name } = group.members[2] ?? first([]);
  const before = session.catalog.exemplars.byOrdinal(group.ordinal);
  const receipt = must(chooseExemplar(session, { member: address, key: null }));
  expect(receipt.summary).toBe(`Chose ${name} as exemplar of ${group.total + 1} patches.`);
  const chosen = await page(receipt.show);
  expect(chosen.exemplar).toMatchObject({ address, by: 'chosen', distance: 0 });
  expect(chosen.total).toBe(group.total);
  expect(chosen.distances.reduce((sum, members) => sum + members, 0)).toBe(group.total);
  expect(await page(group.ordinal)).toEqual(chosen);
  expect(await exemplars({ set: 'regrouped' })).toEqual([receipt.show]);
  expect(funnelOf(session).stale).toMatchObject({ patches: false, exemplars: true });
  const drawn = await pixelsOf(receipt.show);
  await project.run(session.settings());
  expect(funnelOf(session).stale.exemplars).toBe(false);
  expect(await pixelsOf(receipt.show)).toEqual(drawn);
  expect(session.catalog.exemplars.byOrdinal(receipt.show)?.place).not.toBeNull();
  expect(session.features.read([receipt.show]).every(Number.isFinite)).toBe(true);

  must(undoOrRedo(session, 'undo'));
  expect(await page(receipt.show)).toEqual(group);
  expect(session.catalog.exemplars.byOrdinal(group.ordinal)).toEqual(before);
  must(undoOrRedo(session, 'redo'));
  expect((await page(group.ordinal)).ordinal).toBe(receipt.show);
  undoAll();
});

test('an exemplar that was split out of its group stands for itself alone', async () => {
  const group = await largest();
  const { exemplar, members, ordinal, total } = group;
  must(chooseExemplar(session, { member: first(members).address, key: null }));
  must(splitMembers(session, { members: [exemplar.address], key: null }));
  expect(await page(ordinal)).toMatchObject({ exemplar: { by: 'split' }, total: 0, members: [] });
  expect((await largest()).total).toBe(total - 1);
  undoAll();
});

test('a request that was recorded is told again, and nothing more is done', async () => {
  const group = await largest();
  const [one, two] = group.members;
  const key = 'keypress-1234';
  const given = must(splitMembers(session, { members: [one?.address ?? first([])], key }));
  const again = must(splitMembers(session, { members: [two?.address ?? first([])], key }));
  expect([again.action, again.summary]).toEqual([given.action, given.summary]);
  expect((await page(group.ordinal)).total).toBe(group.total - 1);
  expect(standingDecisions(session)).toHaveLength(1);
  undoAll();
});

test('what cannot be done is refused with a sentence, and leaves no action', async () => {
  const newest = session.catalog.actions.newest();
  const group = await largest();
  const { address, name } = group.exemplar;
  const other = first(
    await exemplars({ sources: [group.exemplar.name.startsWith('liver') ? 2 : 1] }),
  );
  expect(mustFail(chooseExemplar(session, { member: address, key: null }))).toEqual({
    kind: 'exemplar-already',
    name,
  });
  expect(mustFail(splitMembers(session, { members: [address], key: null })).kind).toBe(
    'exemplar-not-split',
  );
  const nowhere = { ...address, box: { ...address.box, y0: address.box.y0 + 1 } };
  expect(mustFail(splitMembers(session, { members: [nowhere], key: null })).kind).toBe(
    'patch-not-cut',
  );
  const apart = { into: group.ordinal, from: [other], key: null };
  expect(mustFail(mergeGroups(session, apart)).kind).toBe('groups-apart');
  const itself = { into: group.ordinal, from: [group.ordinal], key: null };
  expect(mustFail(mergeGroups(session, itself)).kind).toBe('groups-joined');
  expect(mustFail(memberNamed(session, 'liver/no-such-patch')).kind).toBe('patch-not-cut');
  expect(session.catalog.actions.newest()).toBe(newest);
});

test('a label stays with its patch, whoever is the exemplar', async () => {
  const group = await largest();
  const marks = [{ ordinals: [group.ordinal], value: 'informative' }];
  must(applyLabels(session, labelRequest.parse({ marks })));
  const trained = labelsToTrainOn(session);
  const held = session.columns().heldOut[session.columns().ordinal.indexOf(group.ordinal)];
  const { show } = must(
    chooseExemplar(session, { member: group.members.at(-1)?.address ?? first([]), key: null }),
  );
  expect(labelsToTrainOn(session)).toEqual(trained);
  expect(held === 1 ? 0 : 1).toBe(trained.informative);
  expect(await exemplars({ labels: ['informative'] })).toEqual([]);
  must(undoOrRedo(session, 'undo'));
  expect(await exemplars({ labels: ['informative'] })).toEqual([group.ordinal]);
  expect(session.columns().ordinal).not.toContain(show);
  undoAll();
});

test('places are spread evenly over the group, the exemplar first', async () => {
  const group = await largest();
  const places = must(await groupPlacesOf(session, { ordinal: group.ordinal, most: 3 }));
  expect(places.total).toBe(group.total + 1);
  expect(places.places.map(({ address }) => address)).toEqual([
    group.exemplar.address,
    group.members[0]?.address,
    group.members[Math.floor(group.total / 2)]?.address,
  ]);
  expect(places.volumes).toMatchObject([{ shape: { z: 12, y: 48, x: 64 } }]);
  const near = must(await nearDuplicates(session, group.ordinal, 1000));
  expect(near.map(({ distance }) => distance)).toEqual(
    group.members.map(({ distance }) => distance),
  );
});

test('a data set tells of groups as they were decided, and decisions go on in a project made of it', async () => {
  const group = await largest();
  const [one, , three] = group.members;
  must(chooseExemplar(session, { member: three?.address ?? first([]), key: null }));
  must(splitMembers(session, { members: [one?.address ?? first([])], key: null }));
  await project.run(session.settings());
  const folder = join(project.folder, 'decided');
  const options = exportOptions.parse({ set: 'dedup' });
  const written = await project.job((context) =>
    exportDataset(session, tasks, folder, options, context),
  );
  expect(written.failure).toBeNull();
  const [titles = [], ...lines] = parseCsv(readFileSync(join(folder, 'groups.csv'), 'utf8')) ?? [];
  const cell = (line: readonly string[], title: string) => line[titles.indexOf(title)] ?? '';
  const members = (of: string) => lines.filter((line) => of.endsWith(`/${cell(line, 'exemplar')}`));
  expect(members(three?.name ?? '')).toHaveLength(group.total - 1);
  expect(members(one?.name ?? '')).toHaveLength(0);

  const target = join(project.folder, 'again');
  const made = await project.job(async (context) => {
    const done = await importDataset(tasks, { folder, project: target, shell: 'test' }, context);
    return done.ok ? { ok: true, value: done.value.folder } : done;
  });
  expect(made.failure).toBeNull();
  const opened = must(openSession(target, 'test', false));
  const same = await largest(opened);
  expect(same.exemplar.name).toBe(three?.name);
  expect(same.total).toBe(group.total - 1);
  // Its exemplar becomes a member, and a near-duplicate that the data set told of stands for the group.
  const next = must(chooseExemplar(opened, { member: first(same.members).address, key: null }));
  const now = await page(next.show, opened);
  expect(now.members.map(({ name }) => name)).toContain(three?.name);
  expect(now.total).toBe(same.total);
  must(splitMembers(opened, { members: [same.exemplar.address], key: null }));
  expect((await page(next.show, opened)).total).toBe(same.total - 1);
  undoAll(opened);
  expect(await largest(opened)).toEqual(same);
  await opened.close();
  undoAll();
});
