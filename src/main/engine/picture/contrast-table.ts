import type { Contrast } from '../../../shared/grid.ts';

const shares: { readonly [K in Contrast]: number } = { '0-100': 0, '1-99': 0.01, '5-95': 0.05 };

/**
 * Display levels that stretch a patch's own grey range to black and white.
 *
 * @param contrast percentiles that become black and white; for looking only, never stored.
 * @returns 256 output levels. A patch of one grey level stays as it is.
 */
export function contrastTable(pixels: Uint8Array, contrast: Contrast): Uint8Array {
  const histogram = new Uint32Array(256);
  for (const level of pixels) histogram[level] = (histogram[level] ?? 0) + 1;
  const cut = pixels.length * shares[contrast];
  const low = percentileLevel(histogram, cut, 0, 1);
  const high = percentileLevel(histogram, cut, 255, -1);
  const table = new Uint8Array(256);
  for (let level = 0; level < 256; level++) {
    const stretched = high > low ? ((level - low) * 255) / (high - low) : level;
    table[level] = Math.max(0, Math.min(255, Math.round(stretched)));
  }
  return table;
}

function percentileLevel(histogram: Uint32Array, cut: number, from: number, step: 1 | -1): number {
  let seen = 0;
  let level = from;
  while (level >= 0 && level <= 255) {
    seen += histogram[level] ?? 0;
    if (seen > cut) return level;
    level += step;
  }
  return from;
}
