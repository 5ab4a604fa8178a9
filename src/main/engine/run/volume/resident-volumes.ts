import { availableParallelism } from 'node:os';
import type { Outcome } from '../../../../shared/failure.ts';
import type { VolumeToRead } from '../task/worker-material.ts';

/** Fill planes from..to-1 of a resident volume; run in a worker thread. */
export interface ResidentPart {
  readonly volume: VolumeToRead;
  readonly buffer: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

/** Largest volume kept whole, and how much all kept ones may take, in bytes of 8-bit voxels. */
const largestBytes = 256 * 2 ** 20;
const allBytes = 384 * 2 ** 20;
/** After so long without a use all are forgotten: what follows a cut needs the memory itself. */
const idleMs = 30_000;

/**
 * Small volumes that are cut along several planes, as 8-bit grey in memory shared by the workers:
 * each file is then decoded once instead of once a slab. Larger ones are read slab by slab.
 */
export function residentVolumes(fill: (part: ResidentPart) => Promise<Outcome<null>>) {
  const kept = new Map<string, { bytes: number; buffer: Promise<SharedArrayBuffer | null> }>();
  let idle: NodeJS.Timeout | undefined;

  async function load(volume: VolumeToRead, bytes: number): Promise<SharedArrayBuffer | null> {
    const buffer = new SharedArrayBuffer(bytes);
    const parts = Math.min(availableParallelism(), volume.shape.z);
    const edge = (i: number) => Math.floor((volume.shape.z * i) / parts);
    const filled = await Promise.all(
      Array.from({ length: parts }, (_, i) =>
        fill({ volume, buffer, from: edge(i), to: edge(i + 1) }),
      ),
    );
    // A volume that cannot be read whole is read slab by slab: what is sound of it is still cut.
    return filled.every((part) => part.ok) ? buffer : null;
  }

  return {
    async get(volume: VolumeToRead): Promise<SharedArrayBuffer | null> {
      const bytes = volume.shape.z * volume.shape.y * volume.shape.x;
      if (bytes > largestBytes) return null;
      clearTimeout(idle);
      idle = setTimeout(() => kept.clear(), idleMs).unref();
      const key = JSON.stringify(volume);
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known.buffer;
      }
      let total = bytes;
      for (const other of kept.values()) total += other.bytes;
      for (const [oldest, { bytes: freed }] of kept) {
        if (total <= allBytes) break;
        kept.delete(oldest);
        total -= freed;
      }
      const buffer = load(volume, bytes);
      kept.set(key, { bytes, buffer });
      return buffer;
    },
  };
}
