import type { ReadableVolume, Samples } from '../../../../src/main/engine/slice/readable-volume.ts';
import { succeed } from '../../../../src/shared/failure.ts';
import type { SampleType, Shape } from '../../../../src/shared/volume.ts';

/** Samples in memory as a volume that counts how many it gave out. */
export function memoryVolume(
  samples: Samples,
  sampleType: SampleType,
  shape: Shape,
  format = 'tiff',
): ReadableVolume & { given: number; reads: number } {
  const volume = {
    summary: { format, shape, sampleType, voxelSize: null, warnings: [] },
    given: 0,
    reads: 0,
    async readWindow(
      z: number,
      { y0, y1, x0, x1 }: { y0: number; y1: number; x0: number; x1: number },
    ) {
      const window = samples.slice(0, (y1 - y0) * (x1 - x0));
      for (let y = y0; y < y1; y++) {
        const start = (z * shape.y + y) * shape.x;
        window.set(samples.subarray(start + x0, start + x1), (y - y0) * (x1 - x0));
      }
      volume.given += window.length;
      volume.reads++;
      return succeed(window);
    },
  };
  return volume;
}
