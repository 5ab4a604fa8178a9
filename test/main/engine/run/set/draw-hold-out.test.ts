import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  applyLabels,
  labelCounts,
} from '../../../../../src/main/engine/run/label/label-actions.ts';
import { labelledPatches } from '../../../../../src/main/engine/run/model/labelled-patches.ts';
import { blockOf } from '../../../../../src/main/engine/run/set/draw-hold-out.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

const shape = { z: 60, y: 64, x: 64 };

async function projectWith(...sources: string[]) {
  const project = newProject(processes);
  for (const [i, source] of sources.entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 50 + i, undefined, shape);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 4 });
  return project;
}

/** Which sections of a volume are held out, as `plane position`; throws when one is on both sides. */
function heldSections({ session }: SmallProject, volume: number): Set<string> {
  const { heldOut, plane, position, volume: volumes } = session.columns();
  const sides = new Map<string, number>();
  volumes.forEach((id, row) => {
    if (id !== volume) return;
    const section = `${plane[row]} ${position[row]}`;
    const side = heldOut[row] ?? 0;
    if ((sides.get(section) ?? side) !== side) throw new Error(`${section} is on both sides`);
    sides.set(section, side);
  });
  return new Set([...sides].flatMap(([section, side]) => (side === 1 ? [section] : [])));
}

test('of each source about 15 % of the exemplars are held out', async () => {
  const project = await projectWith('liver', 'brain');
  const { heldOut, source } = project.session.columns();
  for (const id of [1, 2]) {
    const own = [...heldOut.keys()].filter((row) => source[row] === id);
    const share = own.filter((row) => heldOut[row] === 1).length / own.length;
    expect(own.length).toBeGreaterThan(200);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThanOrEqual(0.225);
  }
  await project.close();
});

test('what is held out are whole blocks of neighbouring sections', async () => {
  const project = await projectWith('liver');
  const { session } = project;
  const [volume] = session.catalog.volumes.all();
  if (!volume) throw new Error('no volume');
  const held = heldSections(project, volume.id);
  const { plane, position } = session.columns();
  const heldBlocks = new Set(
    [...held].map((section) => {
      const [code = 0, at = 0] = section.split(' ').map(Number);
      return `${code} ${blockOf(volume, code, at)}`;
    }),
  );
  expect(heldBlocks.size).toBeGreaterThan(1);
  position.forEach((at, row) => {
    const block = `${plane[row]} ${blockOf(volume, plane[row] ?? 0, at)}`;
    expect(held.has(`${plane[row]} ${at}`)).toBe(heldBlocks.has(block));
  });
  await project.close();
});

test('a block has eight sections or more where there are enough, and one in a tiny volume', async () => {
  const project = await projectWith('liver');
  const [volume] = project.session.catalog.volumes.all();
  if (!volume) throw new Error('no volume');
  const blocks = (z: number) => {
    const positions = Array.from({ length: z }, (_, i) => i);
    return positions.map((at) => blockOf({ ...volume, shape: { ...shape, z } }, 0, at));
  };
  expect(new Set(blocks(1000)).size).toBe(20);
  expect(new Set(blocks(60)).size).toBe(7);
  expect(blocks(20).slice(0, 7)).toEqual([0, 0, 0, 1, 1, 1, 2]);
  expect(blocks(5)).toEqual([0, 1, 2, 3, 4]);
  expect(blocks(1)).toEqual([0]);
  await project.close();
});

test('neither labels, nor another cut, nor a correction, nor a new source moves a block', async () => {
  const project = await projectWith('liver');
  const { session } = project;
  const before = heldSections(project, 1);
  const ordinals = [...session.columns().ordinal];
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals, value: 'informative' }] })));
  await project.add({
    paths: [writeSpheres(join(project.folder, 'new.tif'), 77, undefined, shape)],
  });
  must(setSource(session, 1, { invert: true }));
  await project.run({ ...smallCut, hammingLimit: 4 });
  const later = heldSections(project, 1);
  for (const section of later) expect(before.has(section)).toBe(true);
  await project.run({ ...smallCut, patchSize: 20, hammingLimit: 4 });
  const [volume] = session.catalog.volumes.all();
  if (!volume) throw new Error('no volume');
  const blockName = (section: string) => {
    const [code = 0, at = 0] = section.split(' ').map(Number);
    return `${code} ${blockOf(volume, code, at)}`;
  };
  const blocks = new Set([...before].map(blockName));
  for (const section of heldSections(project, 1)) expect(blocks.has(blockName(section))).toBe(true);
  await project.close();
});

test('two projects of the same volume hold out the same sections', async () => {
  const [first, second] = [await projectWith('liver'), await projectWith('liver')];
  expect(heldSections(second, 1)).toEqual(heldSections(first, 1));
  await first.close();
  await second.close();
});

test('labels know their side, also when their patch is no exemplar of the cut', async () => {
  const project = await projectWith('liver');
  const { session } = project;
  const ordinals = [...session.columns().ordinal];
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals, value: 'informative' }] })));
  const held = session.columns().heldOut.reduce((sum, side) => sum + side, 0);
  expect(labelCounts(session).heldOut).toBe(held);
  const here = await labelledPatches(session, processes.tasks);
  expect(here.count).toBe(ordinals.length);
  expect(here.heldOut.reduce((sum, side) => sum + side, 0)).toBe(held);
  expect(Math.min(...here.ordinals)).toBeGreaterThanOrEqual(0);
  await project.run({ ...smallCut, patchSize: 20 });
  const elsewhere = await labelledPatches(session, processes.tasks);
  expect(elsewhere.count).toBe(ordinals.length);
  expect(elsewhere.heldOut).toEqual(here.heldOut);
  expect([...new Set(elsewhere.ordinals)]).toEqual([-1]);
  expect(elsewhere.features).toEqual(here.features);
  expect(elsewhere.labelsHash).toBe(here.labelsHash);
  await project.close();
});
