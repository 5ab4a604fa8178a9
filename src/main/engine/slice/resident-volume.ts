import type { Plane } from '../../../shared/patch.ts';
import type { Shape } from '../../../shared/volume.ts';

/**
 * One cross-section out of a whole 8-bit volume in memory, row-major (spec 1.6).
 * @param volume8 z x y x x values
 * @returns a view for xy, a new array for xz and yz
 */
export function sliceResident(
  volume8: Uint8Array,
  { z, y, x }: Shape,
  plane: Plane,
  index: number,
): Uint8Array {
  if (plane === 'xz') {
    const section = new Uint8Array(z * x);
    for (let row = 0; row < z; row++) {
      const start = (row * y + index) * x;
      section.set(volume8.subarray(start, start + x), row * x);
    }
    return section;
  }
  if (plane === 'yz') {
    const section = new Uint8Array(z * y);
    for (let at = 0; at < section.length; at++) section[at] = volume8[at * x + index] ?? 0;
    return section;
  }
  return volume8.subarray(index * y * x, (index + 1) * y * x);
}
