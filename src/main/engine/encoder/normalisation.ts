import type { Fact } from './checkpoint/checkpoint.ts';
import { refuse } from './refusal.ts';

/** `(grey / 255 - mean) / std`, one number a channel; both on the scale of 0 to 1. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** What torchvision's networks are trained with: three channels. */
export const imagenetNormalisation: Normalisation = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

/** Grey values of CEM500K, the `norms` of its released network: one channel. */
export const cem500kNormalisation: Normalisation = { mean: [0.57287007], std: [0.12740536] };

/**
 * How pictures are normalised for a network of 1 or 3 channels.
 *
 * @param norms what the file says: mean and standard deviation, or those of each channel one after
 * another; undefined where it says nothing
 * @returns also a warning where something had to be assumed. Refuses numbers that cannot be right.
 */
export function normalisationFrom(
  norms: Fact | undefined,
  channels: 1 | 3,
): { normalisation: Normalisation; warnings: readonly string[] } {
  if (norms === undefined && channels === 3) {
    return { normalisation: imagenetNormalisation, warnings: [] };
  }
  if (norms === undefined) {
    const warning =
      'The file does not say how its pictures were normalised (no "norms"); the mean and deviation of CEM500K are assumed.';
    return { normalisation: cem500kNormalisation, warnings: [warning] };
  }
  const numbers = Array.isArray(norms) ? norms : [];
  const half = numbers.length / 2;
  if (half !== 1 && half !== channels) {
    return refuse('its "norms" are not a mean and a standard deviation');
  }
  const each = (values: readonly number[]): number[] =>
    Array.from({ length: channels }, (_, i) => values[half === 1 ? 0 : i] ?? Number.NaN);
  const [mean, std] = [each(numbers.slice(0, half)), each(numbers.slice(half))];
  if (!mean.every((m) => m >= 0 && m <= 1) || !std.every((s) => s >= 0.001 && s <= 1)) {
    return refuse(`its "norms" (${numbers.join(', ')}) are not on the scale of 0 to 1`);
  }
  return { normalisation: { mean, std }, warnings: [] };
}
