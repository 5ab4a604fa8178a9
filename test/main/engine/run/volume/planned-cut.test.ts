import { expect, test } from 'vitest';
import { slabBytes } from '../../../../../src/main/engine/run/volume/cross-section-reader.ts';
import { joinUnits, planCut } from '../../../../../src/main/engine/run/volume/planned-cut.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import type { Shape, VoxelSize } from '../../../../../src/shared/volume.ts';

const shape: Shape = { z: 40, y: 300, x: 500 };
const volume = (voxelSize: VoxelSize | null, of: Shape = shape) => ({
  kind: 'volume' as const,
  name: 'liver',
  shape: of,
  voxelSize,
});
const planesOf = (voxelSize: VoxelSize | null, settings: Parameters<typeof cutSettings.parse>[0]) =>
  planCut(volume(voxelSize), cutSettings.parse(settings)).planes.map(({ plane }) => plane);

test('a quarter between z and x is still isotropic, and a hair more is not', () => {
  const settings = { mode: 'paper-exact' };
  expect(planesOf({ z: 12.5, y: 10, x: 10 }, settings)).toEqual(['xy', 'xz', 'yz']);
  expect(planesOf({ z: 1.5, y: 1.2, x: 1.2 }, settings)).toEqual(['xy', 'xz', 'yz']);
  expect(planesOf({ z: 7.5, y: 10, x: 10 }, settings)).toEqual(['xy', 'xz', 'yz']);
  expect(planesOf({ z: 12.501, y: 10, x: 10 }, settings)).toEqual(['xy']);
});

test('without a voxel size only xy is cut, unless planes are asked for', () => {
  expect(planesOf(null, {})).toEqual(['xy']);
  expect(planesOf(null, { planes: ['xz', 'yz'] })).toEqual(['xz', 'yz']);
});

test('the paper cuts an anisotropic volume along xy whatever is asked; our own mode obeys', () => {
  const thick = { z: 50, y: 5, x: 5 };
  expect(planesOf(thick, { mode: 'paper-exact', planes: ['xz'] })).toEqual(['xy']);
  expect(planesOf(thick, { mode: 'no-pixel-lost', planes: ['xz'] })).toEqual(['xz']);
});

test('a picture is one cross-section of its own kind', () => {
  const picture = { kind: 'picture' as const, name: 'p', shape: { z: 1, y: 448, x: 450 } };
  const plan = planCut({ ...picture, voxelSize: null }, cutSettings.parse({}));
  expect(plan.planes).toEqual([{ plane: '2d', positions: [0], patchesEach: 6, slabs: [[0]] }]);
  expect(plan.patches).toBe(6);
});

test('every spacing-th section is cut; our mode adds the last one, the paper never reaches it', () => {
  const positions = (mode: string) =>
    planCut(volume(null), cutSettings.parse({ mode, spacing: 7 })).planes[0]?.positions;
  expect(positions('no-pixel-lost')).toEqual([0, 7, 14, 21, 28, 35, 39]);
  expect(positions('paper-exact')).toEqual([0, 7, 14, 21, 28, 35]);
});

test('slabs hold all positions once, in order, and never more than their bytes', () => {
  const shapes = [shape, { z: 3000, y: 20_000, x: 30_000 }, { z: 5, y: 1, x: 100_000 }];
  for (const of of shapes) {
    const plan = planCut(volume({ z: 8, y: 8, x: 8 }, of), cutSettings.parse({ spacing: 3 }));
    const bytes = { xy: of.y * of.x, xz: of.z * of.x, yz: of.z * of.y, '2d': 0 };
    for (const { plane, positions, slabs } of plan.planes) {
      expect(slabs.flat()).toEqual(positions);
      for (const slab of slabs) {
        const span = (slab.at(-1) ?? 0) - (slab[0] ?? 0) + 1;
        expect(slab.length === 1 || span * bytes[plane] <= slabBytes).toBe(true);
        expect(slab.length).toBeLessThanOrEqual(32);
      }
    }
  }
});

test('units hold all positions once, and of xz and yz each row of boxes once', () => {
  const isotropic = { z: 8, y: 8, x: 8 };
  const shapes = [
    { z: 500, y: 300, x: 100 },
    { z: 10, y: 300, x: 100 },
    { z: 448, y: 448, x: 448 },
  ];
  for (const of of shapes) {
    for (const mode of ['paper-exact', 'no-pixel-lost'] as const) {
      const plan = planCut(volume(isotropic, of), cutSettings.parse({ mode, spacing: 7 }));
      const joined = joinUnits(plan.parts);
      expect(joined.map(({ row }) => row)).toEqual([...Array(plan.rows).keys()]);
      for (const plane of ['xy', 'xz', 'yz'] as const) {
        const all = plan.parts.flatMap((part) => part[plane]);
        expect(joined.flatMap((part) => part[plane])).toEqual(all);
      }
      const positionsOf = (plane: string) =>
        plan.planes.find((each) => each.plane === plane)?.positions;
      const rows = Array.from({ length: plan.rows }, (_, row) => row);
      expect(plan.parts.flatMap(({ xy }) => xy)).toEqual(positionsOf('xy'));
      for (const plane of ['xz', 'yz'] as const) {
        const parts = plan.parts.filter((part) => part[plane].length > 0);
        expect(parts.map(({ row }) => row)).toEqual(rows);
        for (const part of parts) expect(part[plane]).toEqual(positionsOf(plane));
      }
    }
  }
});

test('without xz and yz a unit is some cross-sections, and yz alone has none along xy', () => {
  const flat = planCut(volume(null, { z: 70, y: 300, x: 100 }), cutSettings.parse({}));
  expect(flat.rows).toBe(0);
  expect(flat.parts.map(({ xy, row }) => [xy.length, row])).toEqual([
    [32, null],
    [32, null],
    [6, null],
  ]);
  const upright = planCut(volume(null), cutSettings.parse({ planes: ['yz'] }));
  expect(upright.parts.map(({ xy, xz, yz, row }) => [xy, xz, yz.length, row])).toEqual([
    [[], [], shape.x, 0],
  ]);
});

test('the patches of a plan are those of its planes together', () => {
  const plan = planCut(volume({ z: 8, y: 8, x: 8 }), cutSettings.parse({}));
  expect(
    plan.planes.map(({ plane, positions, patchesEach }) => [plane, positions.length, patchesEach]),
  ).toEqual([
    ['xy', 40, 6],
    ['xz', 300, 3],
    ['yz', 500, 2],
  ]);
  expect(plan.patches).toBe(40 * 6 + 300 * 3 + 500 * 2);
});
