import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Look,
  type PhantomVolume,
  phantomVolumes,
} from '../../../../src/main/engine/phantom/phantom-volumes.ts';
import { renderPhantom } from '../../../../src/main/engine/phantom/render.ts';
import { phantomTruth } from '../../../../src/main/engine/phantom/truth.ts';
import {
  type PatchPlan,
  writePhantom,
  writePhantomSource,
} from '../../../../src/main/engine/phantom/write-phantom.ts';

const [liver, , brain] = phantomVolumes(7);

/** A volume of the demonstration, cut small. */
function small(volume: PhantomVolume | undefined, look: Partial<Look> = {}): PhantomVolume {
  if (!volume) throw new Error('no such volume');
  return { ...volume, shape: { z: 4, y: 120, x: 136 }, look: { ...volume.look, ...look } };
}

function rendered(volume: PhantomVolume) {
  const { truth, sections } = renderPhantom(volume);
  const planes = Array.from(sections, ({ samples }) => samples.slice());
  return { truth, planes: planes as [Uint8Array, Uint8Array, Uint8Array, Uint8Array] };
}

const whole = { y0: 0, y1: 120, x0: 0, x1: 136 };
const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, level, i) => sum + Math.abs(level - (b[i] ?? 0)), 0) / a.length;

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'phantom-'));
});
afterEach(() => rm(home, { recursive: true }));

test('six sources of different technique and unequal size are described', () => {
  const volumes = phantomVolumes(1);
  expect(new Set(volumes.map(({ name }) => name)).size).toBe(6);
  expect(new Set(volumes.map(({ shape }) => shape.z * shape.y * shape.x)).size).toBe(6);
  expect(phantomVolumes(1)).toEqual(volumes);
  expect(phantomVolumes(2)).not.toEqual(volumes);
});

test('a seed gives the same voxels again, another seed others', () => {
  const one = rendered(small(liver)).planes;
  expect(rendered(small(liver)).planes).toEqual(one);
  const other = small(phantomVolumes(8)[0]);
  expect(meanDifference(one[0], rendered(other).planes[0])).toBeGreaterThan(8);
});

test('neighbouring sections of a thin cut are near-duplicates, of a thick one less so', () => {
  const still = { noise: 0 };
  const thin = rendered(small(liver, still)).planes;
  const thick = rendered(small(brain, still)).planes;
  const [near, far] = [meanDifference(thin[0], thin[1]), meanDifference(thick[0], thick[1])];
  expect(near).toBeGreaterThan(0);
  expect(far).toBeGreaterThan(1.5 * near);
});

test('tissue in focus is informative along every plane', () => {
  const { truth } = rendered(small(brain));
  expect(phantomTruth(truth, 'xy', 2, whole)).toEqual({ informative: true, reason: null });
  const side = { y0: 0, y1: 4, x0: 0, x1: 120 };
  expect(phantomTruth(truth, 'yz', 50, side).informative).toBe(true);
  expect(phantomTruth(truth, 'xz', 50, side).informative).toBe(true);
});

test.each([
  [{ resin: 2 }, 'empty'],
  [{ blur: 3 }, 'blur'],
  [{ charge: 3 }, 'artifact'],
  [{ fade: 3 }, 'low contrast'],
] as const)('tissue spoiled by %j is uninformative: %s', (look, reason) => {
  const { truth } = rendered(small(brain, look));
  expect(phantomTruth(truth, 'xy', 1, whole)).toEqual({ informative: false, reason });
});

test('what is spoiled has less detail than what is not', () => {
  const edges = (look: Partial<Look>) => {
    const plane = rendered(small(brain, { noise: 0, ...look })).planes[0];
    return meanDifference(plane.subarray(1), plane.subarray(0, -1));
  };
  const clear = edges({});
  expect(edges({ blur: 3 })).toBeLessThan(clear / 2);
  expect(edges({ fade: 3 })).toBeLessThan(clear / 3);
  expect(edges({ resin: 2 })).toBeLessThan(clear / 3);
});

const plan: PatchPlan = ({ name, kind }) => [
  { name: `${name}/first`, plane: kind === 'volume' ? 'xy' : '2d', index: 0, box: whole },
];

test('volumes are stacks with their voxel size, groups are folders of pictures, the truth a label file', async () => {
  const volumes = [
    small(brain),
    { ...small(brain, { resin: 2 }), name: 'pictures', kind: 'pictures' as const },
  ];
  const outcome = await writePhantom(home, volumes, plan);
  expect(outcome).toMatchObject({
    ok: true,
    value: { sources: [{ path: 'phantom-sstem-brain.tif' }, { path: 'pictures' }] },
  });
  expect(await readFile(join(home, 'truth.csv'), 'utf8')).toBe(
    'patch,label,reason\nphantom-sstem-brain/first,informative,\npictures/first,uninformative,empty\n',
  );
  const stack = await readFile(join(home, 'phantom-sstem-brain.tif'));
  expect((await sharp(stack).metadata()).pages).toBe(4);
  expect(stack.toString('latin1')).toContain('unit=nm\nspacing=40\n');
  const page = await sharp(stack, { page: 3 }).toColourspace('b-w').raw().toBuffer();
  expect(new Uint8Array(page)).toEqual(rendered(small(brain)).planes[3]);
  const picture = sharp(join(home, 'pictures/picture-04.tif'));
  expect(await picture.metadata()).toMatchObject({ width: 136, height: 120, channels: 1 });
});

test('writing can be cancelled, and reports how far it is', async () => {
  const abort = new AbortController();
  let sections = 0;
  const onSection = () => {
    sections += 1;
    if (sections === 2) abort.abort();
  };
  const outcome = await writePhantomSource(home, small(brain), plan, onSection, abort.signal);
  expect(outcome).toEqual({ ok: false, failure: { kind: 'cancelled' } });
  expect(sections).toBe(2);
});
