import type { Plane } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';

/** Nanometres that a pixel of a cross-section measures along its rows (y) and columns (x); null where not known. */
export function pixelNm(
  volume: StoredVolume | undefined,
  plane: Plane,
): { y: number; x: number } | null {
  const size = volume?.voxelSizeGiven ?? volume?.voxelSizeOfFile ?? null;
  if (!size) return null;
  if (plane === 'xz') return { y: size.z, x: size.x };
  if (plane === 'yz') return { y: size.z, x: size.y };
  return { y: size.y, x: size.x };
}
