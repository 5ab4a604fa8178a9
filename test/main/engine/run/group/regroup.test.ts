import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { xorshift32 } from '../../../../../src/main/engine/kernel/xorshift32.ts';
import { groupMembers } from '../../../../../src/main/engine/run/group/group-pages.ts';
import {
  chooseExemplar,
  mergeGroups,
  splitMembers,
} from '../../../../../src/main/engine/run/group/regroup.ts';
import { addressOfRow } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { rowFinder } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { patchNames } from '../../../../../src/main/engine/run/project/patch-names.ts';
import { planeOf } from '../../../../../src/main/engine/run/project/plane-codes.ts';
import { byPlace, rowsByPlace } from '../../../../../src/main/engine/run/project/row-places.ts';
import { openSession, type Session } from '../../../../../src/main/engine/run/project/session.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import type { CutSettings } from '../../../../../src/shared/cut.ts';
import type { Outcome } from '../../../../../src/shared/failure.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';
import {
  type PlainPatch,
  plainDecisions,
  plainGroups,
  plainPatches,
  textOf,
} from './plain-groups.ts';

const processes = startTaskProcesses();
let project: SmallProject | null = null;
afterEach(async () => {
  await project?.close();
  project = null;
});
afterAll(processes.close);

const cut: CutSettings = { ...smallCut, hammingLimit: 24 };

async function smallGroups(settings = cut): Promise<SmallProject> {
  project = newProject(processes);
  const paths = [1, 2].map((seed) =>
    writeSpheres(join(project?.folder ?? '', `liver-${seed}.tif`), seed),
  );
  await project.add({ paths, source: 'liver' });
  await project.add({
    paths: [writeSpheres(join(project.folder, 'brain.tif'), 3)],
    source: 'brain',
  });
  await project.run(settings);
  return project;
}

/** Exemplars and their members as the engine has them, by address. */
async function liveGroups(session: Session) {
  const columns = session.columns();
  const groups = new Map<string, string[]>();
  for (let row = 0; row < columns.count; row++) {
    const ordinal = columns.ordinal[row] ?? -1;
    const page = must(await groupMembers(session, { ordinal, from: 0, count: 10_000 }));
    expect(page.ordinal).toBe(ordinal);
    expect(page.total + 1).toBe(columns.members[row]);
    const stored = session.catalog.exemplars.standing(ordinal);
    if (!stored) throw new Error(`no exemplar ${ordinal}`);
    expect(stored).toMatchObject({ members: columns.members[row], retired: false });
    const { volume, plane, position: index, y0, y1, x0, x1 } = stored;
    const address = { volume, plane: planeOf(plane), index, box: { y0, y1, x0, x1 } };
    expect(page.exemplar.address).toEqual(address);
    const members = page.members.map((member) => textOf(member.address));
    groups.set(textOf(address), [...members, textOf(address)].sort());
  }
  return groups;
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new Error(`nothing at ${place}`);
  return found;
}

const plainOf = (session: Session, patches: readonly PlainPatch[]) =>
  new Map(
    plainGroups(patches, plainDecisions(session)).map(({ exemplar, patches: members }) => [
      textOf(at(patches, exemplar).address),
      members.map((member) => textOf(at(patches, member).address)).sort(),
    ]),
  );

async function expectAsPlain(session: Session, patches = plainPatches(session)): Promise<void> {
  const [live, plain] = [await liveGroups(session), plainOf(session, patches)];
  expect([...live.keys()].sort()).toEqual([...plain.keys()].sort());
  expect(live).toEqual(plain);
}

/** One random decision of either annotator, or one taken back or brought back; what is refused changes nothing. */
function decide(session: Session, patches: readonly PlainPatch[], below: (n: number) => number) {
  session.catalog.settings.set('annotator', below(2) === 0 ? 'ada' : 'ben');
  const member = () => at(patches, below(patches.length)).address;
  const exemplar = () => session.columns().ordinal[below(session.columns().count)] ?? 0;
  const acts: readonly (() => Outcome<unknown>)[] = [
    () => chooseExemplar(session, { member: member(), key: null }),
    () => chooseExemplar(session, { member: member(), key: null }),
    () => splitMembers(session, { members: [member()], key: null }),
    () => splitMembers(session, { members: [member(), member(), member()], key: null }),
    () => mergeGroups(session, { into: exemplar(), from: [exemplar()], key: null }),
    () => mergeGroups(session, { into: exemplar(), from: [exemplar(), exemplar()], key: null }),
    () => undoOrRedo(session, 'undo'),
    () => undoOrRedo(session, 'undo'),
    () => undoOrRedo(session, 'redo'),
  ];
  return acts[below(acts.length)]?.().ok === true;
}

const belowOf = (seed: number) => {
  const random = xorshift32(seed);
  return (n: number): number => random.below(n);
};

/** Columns, finders and orders as they were patched are what they are when read from the catalog. */
function expectAsReadAnew(session: Session): void {
  const columns = session.columns();
  session.forgetColumns();
  expect(session.columns()).toEqual(columns);
  const find = rowFinder(session.catalog, columns);
  const names = patchNames(session);
  for (let row = 0; row < columns.count; row++) {
    expect(find(addressOfRow(columns, names, row))).toBe(row);
  }
  const order = [...(rowsByPlace(columns) ?? columns.ordinal.keys())];
  expect([...order].sort((a, b) => a - b)).toEqual([...columns.ordinal.keys()]);
  for (const [i, row] of order.entries()) {
    const before = order[i - 1] ?? row;
    const isNext = columns.volume[before] !== columns.volume[row] || before === row;
    expect(isNext || byPlace(columns, before, row) < 0).toBe(true);
  }
}

test.each([1, 2, 3])(
  'random decisions of two people leave what a plain replay of the log does (seed %i)',
  async (seed) => {
    const settings: CutSettings = seed === 3 ? { ...cut, mode: 'paper-exact' } : cut;
    const { session, run, folder } = await smallGroups(settings);
    const patches = plainPatches(session);
    const below = belowOf(seed);
    for (let done = 0; done < 40; ) {
      if (!decide(session, patches, below)) continue;
      done++;
      if (done % 8 !== 0) continue;
      await expectAsPlain(session, patches);
      expectAsReadAnew(session);
    }
    const decided = await liveGroups(session);

    const opened = must(openSession(join(folder, 'small.emcurator'), 'test', true));
    expect(await liveGroups(opened)).toEqual(decided);
    await opened.close();

    forgetScopes(session);
    await run(settings);
    expect(await liveGroups(session)).toEqual(decided);
    expect(session.catalog.exemplars.hasUnmeasured(session.cut() ?? -1)).toBe(false);

    await run({ ...settings, hammingLimit: 12 });
    await expectAsPlain(session);
    for (let done = 0; done < 6; ) if (decide(session, patches, below)) done++;
    await expectAsPlain(session);
    await run(settings);
    await expectAsPlain(session);
    expectAsReadAnew(session);
  },
);

/** As if nothing had been de-duplicated yet. */
function forgetScopes({ catalog, cut: current, forgetColumns }: Session): void {
  catalog.commit(() => {
    for (const { id } of catalog.cuts.scopes(current() ?? -1)) {
      while (catalog.exemplars.removeSome(id) > 0);
      catalog.cuts.removeScope(id);
    }
  });
  forgetColumns();
}
