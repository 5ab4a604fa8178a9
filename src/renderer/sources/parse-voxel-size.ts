import type { VoxelSize } from '../../shared/volume.ts';

/** "30, 8, 8" (z, y, x in nm; commas, spaces or ×) as a voxel size; one number means all edges; null when it is neither. */
export function parseVoxelSize(text: string): VoxelSize | null {
  const parts = text
    .trim()
    .split(/[\s,;×x]+/)
    .map(Number);
  if (parts.length !== 1 && parts.length !== 3) return null;
  if (!parts.every((part) => Number.isFinite(part) && part > 0)) return null;
  const [z = 0, y = z, x = z] = parts;
  return { z, y, x };
}
