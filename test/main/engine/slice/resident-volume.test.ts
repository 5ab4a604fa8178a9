import { expect, test } from 'vitest';
import { slabShape } from '../../../../src/main/engine/slice/read-slab.ts';
import { sliceResident } from '../../../../src/main/engine/slice/resident-volume.ts';
import type { Plane } from '../../../../src/shared/patch.ts';
import type { Shape } from '../../../../src/shared/volume.ts';

/** One voxel at a time, straight from spec 1.6. */
function slicePlainly(volume8: Uint8Array, shape: Shape, plane: Plane, from: number, to: number) {
  const { height, width } = slabShape(shape, plane);
  const at = (index: number, row: number, column: number) => {
    if (plane === 'xy') return (index * shape.y + row) * shape.x + column;
    if (plane === 'xz') return (row * shape.y + index) * shape.x + column;
    return (row * shape.y + column) * shape.x + index;
  };
  return Uint8Array.from({ length: (to - from) * height * width }, (_, i) => {
    const [section, pixel] = [Math.floor(i / (height * width)), i % (height * width)];
    return volume8[at(from + section, Math.floor(pixel / width), pixel % width)] ?? 0;
  });
}

// Lengths that are and are not multiples of the four columns and rows that are turned at once.
const shapes = [
  { z: 1, y: 1, x: 1 },
  { z: 5, y: 7, x: 9 },
  { z: 8, y: 8, x: 8 },
  { z: 16, y: 10, x: 67 },
  { z: 70, y: 3, x: 5 },
];
const planes: readonly Plane[] = ['xy', 'xz', 'yz'];

test.each(shapes)('cross-sections of $z x $y x $x hold the voxels of their plane', (shape) => {
  // Starts at an odd address, as part of a larger buffer may.
  const voxels = Uint8Array.from({ length: shape.z * shape.y * shape.x + 3 }, (_, i) => i * 89);
  const volume8 = voxels.subarray(3);
  for (const plane of planes) {
    const { count } = slabShape(shape, plane);
    for (const [from, to] of [
      [0, count],
      [count - 1, count],
      [count >> 1, count],
    ] as const) {
      const sections = sliceResident(volume8, shape, plane, from, to);
      expect(sections).toEqual(slicePlainly(volume8, shape, plane, from, to));
    }
  }
});
