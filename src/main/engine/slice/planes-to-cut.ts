import type { Plane } from '../../../shared/patch.ts';
import type { VoxelSize } from '../../../shared/volume.ts';

// Header values such as 1.2 and 1.5 differ by 25 % plus one rounding error of the division.
const roundingError = 1e-9;

/**
 * The planes worth cutting cross-sections from.
 *
 * @param voxelSize nanometres, or null when unknown; y is not looked at.
 * @param name of the volume: "video" in it, in any case, means that z is time.
 * @param tolerance largest z-to-x difference, as a fraction of x, still called isotropic.
 * @returns all three planes for an isotropic volume, otherwise `xy` alone.
 * @see spec 1.6 (CEM500K): exactly 25 % still counts as isotropic.
 */
export function planesToCut(
  voxelSize: VoxelSize | null,
  name = '',
  tolerance = 0.25,
): readonly Plane[] {
  if (voxelSize === null || name.toLowerCase().includes('video')) return ['xy'];
  const { z, x } = voxelSize;
  return Math.abs(x - z) / x <= tolerance + roundingError ? ['xy', 'xz', 'yz'] : ['xy'];
}
