import { createHash } from 'node:crypto';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { emptyRange } from '../kernel/sample-range.ts';
import { widenRange } from '../kernel/sample-range-wasm.ts';
import { bytesPerSample } from './sample-layout.ts';
import type { OpenVolume } from './volume-format.ts';

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

const bandBytes = 8 * 2 ** 20;

/**
 * Reads every sample once, in bands of rows of at most 8 MiB.
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
  const range = emptyRange();
  const rowBytes = shape.x * bytesPerSample[sampleType];
  const rows = Math.min(shape.y, Math.max(1, Math.floor(bandBytes / rowBytes)));
  // Used again for every band: new memory costs more than reading.
  const room = rowBytes <= bandBytes ? new ArrayBuffer(rows * rowBytes) : undefined;
  for (let z = 0; z < shape.z; z++) {
    for (let y0 = 0; y0 < shape.y; y0 += rows) {
      if (signal?.aborted) return fail({ kind: 'cancelled' });
      const y1 = Math.min(shape.y, y0 + rows);
      const band = await volume.readWindow(z, { y0, y1, x0: 0, x1: shape.x }, room);
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
