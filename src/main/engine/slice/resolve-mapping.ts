import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Mapping, ResolvedMapping } from '../../../shared/volume.ts';
import type { ReadableVolume } from './readable-volume.ts';
import { type SampleRange, samplePercentiles, sampleRange } from './sample-histogram.ts';

/** What is known already, so that samples are not read again. */
export interface ResolveOptions {
  /** from the checksum made when the volume was added */
  readonly range?: SampleRange;
  readonly signal?: AbortSignal;
}

/**
 * Finds the limits of a mapping in the samples, reading no more of them than the rule needs.
 *
 * `by-type` is the paper's rule: spec 1.2 for pictures, 1.3 for volumes; signed bytes of MRC are moved
 * up by 128 (spec 1.4). `full-range` goes from the lowest to the highest finite sample; `percentile`
 * between two shares of them; `manual` is taken as given.
 *
 * @param path named in failures: `negative-samples`, `not-finite-samples`, `float-above-one` (by-type
 * only), `option-invalid` for limits in the wrong order, and those of reading
 */
export async function resolveMapping(
  mapping: Mapping,
  volume: ReadableVolume,
  kind: 'picture' | 'volume',
  path: string,
  options: ResolveOptions = {},
): Promise<Outcome<ResolvedMapping>> {
  if (mapping.kind === 'by-type') return resolveByType(volume, kind, path, options);
  const invalid = limitsFailure(mapping);
  if (invalid !== null) return invalid;
  if (mapping.kind === 'manual') {
    return succeed({ rule: 'linear', low: mapping.low, high: mapping.high });
  }
  const range = await knownRange(volume, options);
  if (!range.ok) return range;
  if (mapping.kind === 'full-range') {
    return succeed({ rule: 'linear', low: range.value.lowest, high: range.value.highest });
  }
  const { low, high } = mapping;
  const limits = await samplePercentiles(volume, range.value, low, high, options.signal);
  return limits.ok ? succeed({ rule: 'linear', ...limits.value }) : limits;
}

async function resolveByType(
  volume: ReadableVolume,
  kind: 'picture' | 'volume',
  path: string,
  options: ResolveOptions,
): Promise<Outcome<ResolvedMapping>> {
  const { sampleType, format } = volume.summary;
  const isFractional = sampleType.startsWith('float');
  if (sampleType === 'uint8') return succeed({ rule: 'identity' });
  if (kind === 'picture' && !isFractional) return succeed({ rule: 'picture', low: 0, high: 0 });
  if (sampleType === 'int8' && format === 'mrc') {
    return succeed({ rule: 'linear', low: -128, high: 127 }); // exactly v + 128, tested for all 256
  }
  if (sampleType.startsWith('uint')) return succeed({ rule: 'volume' });
  const range = await knownRange(volume, options);
  if (!range.ok) return range;
  const { lowest, highest, notFinite } = range.value;
  if (notFinite > 0) return fail({ kind: 'not-finite-samples', path, count: notFinite });
  if (kind === 'picture') return succeed({ rule: 'picture', low: lowest, high: highest });
  if (lowest < 0) return fail({ kind: 'negative-samples', path, lowest });
  if (isFractional && highest > 1) return fail({ kind: 'float-above-one', path, highest });
  return succeed({ rule: 'volume' });
}

async function knownRange(
  volume: ReadableVolume,
  { range, signal }: ResolveOptions,
): Promise<Outcome<SampleRange>> {
  return range === undefined ? sampleRange(volume, signal) : succeed(range);
}

function limitsFailure(mapping: Exclude<Mapping, { kind: 'by-type' }>): Outcome<never> | null {
  if (mapping.kind === 'full-range') return null;
  const { kind, low, high } = mapping;
  const isPercentile = kind === 'percentile';
  const isInOrder = low < high && Number.isFinite(high - low);
  if (isInOrder && (!isPercentile || (low >= 0 && high <= 100))) return null;
  const known = isPercentile
    ? 'two percentages between 0 and 100, the lower one first'
    : 'two different values, the lower one first';
  return fail({
    kind: 'option-invalid',
    option: `mapping ${kind}`,
    given: `${low}, ${high}`,
    known,
  });
}
