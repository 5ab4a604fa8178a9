import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { SampleType } from '../../../shared/volume.ts';
import { emptyRange } from '../kernel/sample-range.ts';
import { widenRange } from '../kernel/sample-range-wasm.ts';
import type { ReadableVolume, Samples } from './readable-volume.ts';

/** Lowest and highest finite sample and how many are not finite. Both limits 0 when none is finite. */
export interface SampleRange {
  readonly lowest: number;
  readonly highest: number;
  readonly notFinite: number;
}

const bandSamples = 2 ** 21;
/** Of the widest samples. */
const mostBytes = 8;
const fineBins = 2 ** 20;

/** The range of all samples, in one pass. */
export async function sampleRange(
  volume: ReadableVolume,
  signal?: AbortSignal,
): Promise<Outcome<SampleRange>> {
  const range = emptyRange();
  const passed = await forEachBand(volume, signal, (samples) => widenRange(range, samples));
  if (!passed.ok) return passed;
  const isEmpty = range.lowest > range.highest;
  return succeed(isEmpty ? { ...range, lowest: 0, highest: 0 } : range);
}

/**
 * Two percentiles of the finite samples: the smallest value with at least that share at or below it.
 * Exact for integers of up to 16 bits; for others to a 2^20th of their range.
 *
 * @param range of all samples, from `sampleRange`
 * @param low per cent, 0..100
 * @param high per cent, low..100
 */
export async function samplePercentiles(
  volume: ReadableVolume,
  range: SampleRange,
  low: number,
  high: number,
  signal?: AbortSignal,
): Promise<Outcome<{ low: number; high: number }>> {
  const { lowest, highest } = range;
  if (lowest === highest) return succeed({ low: lowest, high: highest });
  const isExact = exactTypes.has(volume.summary.sampleType);
  const bins = isExact ? highest - lowest + 1 : fineBins;
  const counts = new Float64Array(bins);
  // Values are put into bins of one value each, or of equal widths with the highest in the last.
  const perUnit = isExact ? 1 : fineBins / (highest - lowest);
  const passed = await forEachBand(volume, signal, (samples) => {
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i] ?? 0;
      if (value - value !== 0) continue;
      const bin = Math.min(bins - 1, Math.floor((value - lowest) * perUnit));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  });
  if (!passed.ok) return passed;
  // The far edge of a wide bin for the higher limit, so that the share asked for is inside.
  const edge = isExact ? 0 : 1;
  return succeed({
    low: lowest + binReaching(counts, low) / perUnit,
    high: lowest + (binReaching(counts, high) + edge) / perUnit,
  });
}

const exactTypes: ReadonlySet<SampleType> = new Set(['uint8', 'int8', 'uint16', 'int16']);

function binReaching(counts: Float64Array, percent: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const needed = Math.max(1, (percent / 100) * total);
  let reached = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    reached += counts[bin] ?? 0;
    if (reached >= needed) return bin;
  }
  return counts.length - 1;
}

async function forEachBand(
  volume: ReadableVolume,
  signal: AbortSignal | undefined,
  look: (samples: Samples) => void,
): Promise<Outcome<null>> {
  const { shape } = volume.summary;
  const rows = Math.min(shape.y, Math.max(1, Math.floor(bandSamples / shape.x)));
  // Used again for every band: new memory costs more than reading.
  const room = shape.x <= bandSamples ? new ArrayBuffer(rows * shape.x * mostBytes) : undefined;
  for (let z = 0; z < shape.z; z++) {
    for (let y0 = 0; y0 < shape.y; y0 += rows) {
      if (signal?.aborted) return fail({ kind: 'cancelled' });
      const y1 = Math.min(shape.y, y0 + rows);
      const band = await volume.readWindow(z, { y0, y1, x0: 0, x1: shape.x }, room);
      if (!band.ok) return band;
      look(band.value);
    }
  }
  return succeed(null);
}
