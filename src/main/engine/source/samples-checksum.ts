import { createHash } from 'node:crypto';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { bytesPerSample } from './sample-layout.ts';
import type { OpenVolume, Samples } from './volume-format.ts';

/** What one pass over all samples tells. */
export interface SamplesChecksum {
  /** of the samples in z, y, x order, little-endian */
  readonly sha256: string;
  /** of type and shape, then the samples: equal content in any file format has this in common */
  readonly contentId: string;
  /** of the finite samples; both 0 when there is none */
  readonly lowest: number;
  readonly highest: number;
  /** NaN and infinite samples */
  readonly notFinite: number;
}

const bandBytes = 64 * 2 ** 20;

/**
 * Reads every sample once, in bands of rows of at most 64 MiB.
 * @param onPlane told the index of each plane that is done
 * @param signal ends the pass with `cancelled`
 */
export async function samplesSha256(
  volume: OpenVolume,
  onPlane?: (z: number) => void,
  signal?: AbortSignal,
): Promise<Outcome<SamplesChecksum>> {
  const { shape, sampleType } = volume.summary;
  const sha256 = createHash('sha256');
  const contentId = createHash('sha256');
  contentId.update(`${sampleType} ${shape.z}x${shape.y}x${shape.x}\n`);
  const range = {
    lowest: Number.POSITIVE_INFINITY,
    highest: Number.NEGATIVE_INFINITY,
    notFinite: 0,
  };
  const rows = Math.max(1, Math.floor(bandBytes / (shape.x * bytesPerSample[sampleType])));
  for (let z = 0; z < shape.z; z++) {
    for (let y0 = 0; y0 < shape.y; y0 += rows) {
      if (signal?.aborted) return fail({ kind: 'cancelled' });
      const y1 = Math.min(shape.y, y0 + rows);
      const band = await volume.readWindow(z, { y0, y1, x0: 0, x1: shape.x });
      if (!band.ok) return band;
      const { buffer, byteOffset, byteLength } = band.value;
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      sha256.update(bytes);
      contentId.update(bytes);
      widenRange(range, band.value);
    }
    onPlane?.(z);
  }
  const isEmpty = range.lowest > range.highest;
  return succeed({
    sha256: sha256.digest('hex'),
    contentId: contentId.digest('hex'),
    lowest: isEmpty ? 0 : range.lowest,
    highest: isEmpty ? 0 : range.highest,
    notFinite: range.notFinite,
  });
}

function widenRange(
  range: { lowest: number; highest: number; notFinite: number },
  samples: Samples,
): void {
  const isFractional = samples instanceof Float32Array || samples instanceof Float64Array;
  let [lowest, highest, notFinite] = [samples[0] ?? 0, samples[0] ?? 0, 0];
  if (isFractional) [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] ?? 0;
    // The difference of a finite value with itself is 0; integers need no such test.
    if (isFractional && value - value !== 0) notFinite++;
    else if (value < lowest) lowest = value;
    if (value > highest && value < Number.POSITIVE_INFINITY) highest = value;
  }
  range.lowest = Math.min(range.lowest, lowest);
  range.highest = Math.max(range.highest, highest);
  range.notFinite += notFinite;
}
