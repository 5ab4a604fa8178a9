import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { randomOrderAfter } from '../../../../../src/main/engine/exemplar/random-order.ts';
import { claimEarliest } from '../../../../../src/main/engine/kernel/near-duplicate.ts';
import { cropGrid } from '../../../../../src/main/engine/patch/crop-grid.ts';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { mergeGroups } from '../../../../../src/main/engine/run/group/regroup.ts';
import { rowFinder } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { mergeRequest } from '../../../../../src/shared/duplicates.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';
import { addressOf, bareExemplars, keptExemplars, ownersOf } from './kept-exemplars.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

/** Blurred, so that many patches are near-duplicates of others, across volumes too. */
const cut = { ...smallCut, hammingLimit: 16 };

async function add(project: SmallProject, ...volumes: string[]) {
  for (const name of volumes) {
    const path = writeSpheres(join(project.folder, `${name}.tif`), 40 + name.charCodeAt(0));
    await project.add({ paths: [path], source: 'liver' });
  }
}

async function projectOf(...volumes: string[]) {
  const project = newProject(processes);
  await add(project, ...volumes);
  return project;
}

const scopesOf = ({ session }: SmallProject) =>
  session.catalog.cuts
    .scopes(session.cut() ?? -1)
    .map(({ name, complete }) => [name, complete] as const);

/** All hashes of a volume. */
const hashesOf = ({ session }: SmallProject, volume: number) =>
  Buffer.concat(
    session.catalog.crossSections
      .ofVolume(session.cut() ?? -1, volume)
      .map(({ hashes }) => Buffer.from(hashes)),
  );

test('a volume added later leaves the exemplars that were there as they are', async () => {
  const project = await projectOf('a');
  await project.run(cut);
  const before = keptExemplars(project);
  await add(project, 'b');
  processes.forget();
  await project.run(cut);
  const after = keptExemplars(project);
  expect(after.slice(0, before.length).map(({ members: _, ...row }) => row)).toEqual(
    before.map(({ members: _, ...row }) => row),
  );
  expect(after.slice(before.length).every(({ volume }) => volume === 2)).toBe(true);
  expect(processes.sent.filter((name) => name === 'keep-exemplars')).toHaveLength(1);
  expect(scopesOf(project)).toEqual([
    ['source:1', true],
    ['source:1+1', true],
  ]);
  await project.close();
});

test('what joins is claimed by the earliest exemplar within the limit, as the plain twin does', async () => {
  const project = await projectOf('a');
  await project.run(cut);
  const known = keptExemplars(project).sort((a, b) => a.chosen - b.chosen);
  await add(project, 'b');
  await project.run(cut);
  const fixed = known.length;
  const hashes = Buffer.concat([...known.map(({ hash }) => hash), hashesOf(project, 2)]);
  const count = hashes.length / 8;
  const order = randomOrderAfter(fixed, count, cut.seed);
  const claims = claimEarliest(hashes, 8, order, cut.hammingLimit, fixed);
  const joined = ownersOf(project).slice(-(count - fixed));
  const addresses = [...known.map(addressOf), ...patchesOf(project, 2)];
  expect(joined).toEqual(Array.from(claims.owner.subarray(fixed), (at) => addresses[at]));
  const own = keptExemplars(project).filter(({ volume }) => volume === 2);
  own.sort((a, b) => a.chosen - b.chosen);
  expect(own.map(addressOf)).toEqual(
    Array.from(claims.exemplars.subarray(fixed), (at) => addresses[at]),
  );
  expect(own.length).toBeGreaterThan(0);
  expect(joined.some((address) => address.startsWith('1 '))).toBe(true);
  await project.close();
});

/** Addresses of all patches of a volume, in the order of its hashes. */
function patchesOf({ session }: SmallProject, volume: number): string[] {
  return session.catalog.crossSections
    .ofVolume(session.cut() ?? -1, volume)
    .flatMap(({ plane, position, patches }) => {
      const { y, x, z } = session.catalog.volumes.byId(volume)?.shape ?? { y: 0, x: 0, z: 0 };
      const [height, width] = plane === 0 ? [y, x] : plane === 1 ? [z, x] : [z, y];
      const boxes = cropGrid(height, width, cut.patchSize, cut.mode);
      expect(boxes).toHaveLength(patches);
      return boxes.map((box) => addressOf({ volume, plane, position, ...box }));
    });
}

test('members add up to all patches, and rows of a volume lie together, however often a scope grows', async () => {
  const project = await projectOf('a');
  const { session } = project;
  for (const name of ['b', 'c', 'd']) {
    await project.run(cut);
    await add(project, name);
  }
  await project.run(cut);
  expect(scopesOf(project).map(([name]) => name)).toEqual([
    'source:1',
    'source:1+1',
    'source:1+2',
    'source:1+3',
  ]);
  const owners = ownersOf(project);
  const members = new Map<string, number>();
  for (const owner of owners) members.set(owner, (members.get(owner) ?? 0) + 1);
  const kept = keptExemplars(project);
  expect(new Map(kept.map((row) => [addressOf(row), row.members]))).toEqual(members);
  expect(funnelOf(session).raw).toBe(owners.length);
  expect(new Set(kept.map(({ chosen }) => chosen)).size).toBe(kept.length);
  const find = rowFinder(session.catalog, session.columns());
  for (const [row, { volume, ...place }] of kept.entries()) {
    const contentId = session.catalog.volumes.byId(volume)?.contentId ?? '';
    expect(find({ ...place, contentId })).toBe(row);
  }
  await project.close();
});

test('a volume that changed makes its whole scope anew', async () => {
  const [project, whole] = [await projectOf('a'), await projectOf('a', 'b')];
  await project.run(cut);
  await add(project, 'b');
  await project.run(cut);
  const change = { invert: true };
  must(setSource(project.session, 1, change));
  await project.run(cut);
  must(setSource(whole.session, 1, change));
  await whole.run(cut);
  expect(ownersOf(project)).toEqual(ownersOf(whole));
  expect(scopesOf(project)).toEqual([['source:1', true]]);
  await project.close();
  await whole.close();
});

test('in the paper’s mode a volume is its own scope, and nothing grows', async () => {
  const project = await projectOf('a');
  const exact = { ...cut, mode: 'paper-exact' } as const;
  await project.run(exact);
  const before = keptExemplars(project);
  await add(project, 'b');
  await project.run(exact);
  expect(keptExemplars(project).slice(0, before.length)).toEqual(before);
  expect(scopesOf(project).map(([name]) => name)).toEqual(['volume:1', 'volume:2']);
  await project.run({ ...exact, scope: 'source' });
  expect(scopesOf(project).map(([name]) => name)).toEqual(['source:1']);
  await project.run({ ...cut, scope: 'volume' });
  expect(scopesOf(project).map(([name]) => name)).toEqual(['volume:1', 'volume:2']);
  await project.close();
});

const cuts: readonly (readonly [string, (project: SmallProject) => Promise<unknown>])[] = [
  ['growing', (project) => project.run(cut)],
  ['keeping anew', (project) => project.run(cut, { anew: true })],
];
test.each(cuts)(
  '%s that is cut off while it stores counts for nothing, and is done again',
  async (what, work) => {
    const [project, whole] = [await projectOf('a'), await projectOf('a')];
    for (const each of [project, whole]) {
      await each.run(cut);
      await add(each, 'b');
      if (what === 'keeping anew') await each.run(cut);
    }
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const before = keptExemplars(project);
    const { exemplars } = project.session.catalog;
    const { add: plain, setGrouped } = exemplars;
    for (const left of [0, 3, 40]) {
      let rows = left;
      const fail = () => {
        throw new Error('cut off');
      };
      Object.assign(exemplars, {
        add: (...row: Parameters<typeof plain>) => (rows-- > 0 ? plain(...row) : fail()),
      });
      await work(project);
      Object.assign(exemplars, { add: plain });
      if (what === 'growing') {
        Object.assign(exemplars, { setGrouped: fail });
        await work(project);
        Object.assign(exemplars, { setGrouped });
      }
      project.session.forgetColumns();
      expect(keptExemplars(project)).toEqual(before);
    }
    told.mockRestore();
    // Whether it is asked again to keep anew or not: what is half done is done.
    await project.run(cut);
    await work(whole);
    expect(ownersOf(project)).toEqual(ownersOf(whole));
    expect(bareExemplars(project)).toEqual(bareExemplars(whole));
    expect(scopesOf(project)).toEqual(scopesOf(whole));
    await project.close();
    await whole.close();
  },
);

test('what people decided on groups is laid over a scope that grew', async () => {
  const project = await projectOf('a');
  const { session } = project;
  await project.run(cut);
  const [into = -1, group = -1] = session.columns().ordinal;
  must(mergeGroups(session, mergeRequest.parse({ into, from: [group] })));
  await add(project, 'b');
  await project.run(cut);
  const { exemplars } = session.catalog;
  const [kept, merged] = [exemplars.standing(into), exemplars.standing(group)];
  expect(merged?.retired).toBe(true);
  expect(kept?.members).toBe((kept?.grouped ?? 0) + (merged?.grouped ?? 0));
  const rows = keptExemplars(project);
  expect(rows.some(({ ordinal }) => ordinal === group)).toBe(false);
  const members = rows.reduce((sum, row) => sum + row.members, 0);
  expect(members).toBe(funnelOf(session).raw);
  // Undone, the grouping is that of a source where nothing was decided.
  must(undoOrRedo(session, 'undo'));
  const plain = await projectOf('a');
  await plain.run(cut);
  await add(plain, 'b');
  await plain.run(cut);
  expect(bareExemplars(project)).toEqual(bareExemplars(plain));
  expect(ownersOf(project)).toEqual(ownersOf(plain));
  await project.close();
  await plain.close();
});
