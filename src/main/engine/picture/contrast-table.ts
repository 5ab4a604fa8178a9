import type { Contrast, Display } from '../../../shared/display.ts';

const shares: { readonly [K in Contrast]: number } = {
  '0-100': 0,
  '1-99': 0.01,
  '5-95': 0.05,
  'as-stored': Number.NaN,
};

/** How many pixels there are of each of the 256 levels. */
export function levelCounts(pixels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const level of pixels) counts[level] = (counts[level] ?? 0) + 1;
  return counts;
}

/**
 * Display levels: a range of grey stretched to black and white, then gamma, then inverted.
 *
 * @param counts pixels of each level, of the patch or of its volume; see levelCounts
 * @returns 256 output levels. Where there is one grey level only, it is not stretched.
 */
export function displayTable(
  counts: Uint32Array,
  { contrast, gamma, invert }: Pick<Display, 'contrast' | 'gamma' | 'invert'>,
): Uint8Array {
  const [low, high] = stretchedRange(counts, contrast);
  const table = new Uint8Array(256);
  for (let level = 0; level < 256; level++) {
    const share = Math.max(0, Math.min(1, (level - low) / (high - low)));
    const bent = gamma === 1 ? share : share ** (1 / gamma);
    table[level] = Math.round(255 * (invert ? 1 - bent : bent));
  }
  return table;
}

function stretchedRange(counts: Uint32Array, contrast: Contrast): readonly [number, number] {
  if (contrast === 'as-stored') return [0, 255];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const cut = total * shares[contrast];
  const low = percentileLevel(counts, cut, 0, 1);
  const high = percentileLevel(counts, cut, 255, -1);
  return high > low ? [low, high] : [0, 255];
}

function percentileLevel(counts: Uint32Array, cut: number, from: number, step: 1 | -1): number {
  let seen = 0;
  let level = from;
  while (level >= 0 && level <= 255) {
    seen += counts[level] ?? 0;
    if (seen > cut) return level;
    level += step;
  }
  return from;
}
