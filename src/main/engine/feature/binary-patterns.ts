import { scales, type TextureFamily } from './texture-family.ts';

const neighbours = 8;
const mixed = neighbours + 1;
const radii = [2, 4] as const;
/** Added to a share before its logarithm: one pixel in a hundred. */
const rare = 0.01;

/**
 * Shares of local binary patterns that do not change when the patch is turned: uniform ones by how many
 * neighbours are as bright as the pixel, and one share for all others. As binary logarithms, because a
 * pattern twice as frequent means as much where it is rare.
 *
 * Taken around means of 2 x 2 and 4 x 4 pixels, so that noise does not decide them.
 *
 * @see Ojala, Pietikainen and Maenpaa 2002 (riu2); Maenpaa and Pietikainen 2003 (smoothed scales).
 */
export const binaryPatterns: TextureFamily = {
  names: radii.flatMap((radius) =>
    Array.from({ length: mixed + 1 }, (_, bin) =>
      bin === mixed ? `lbp_r${radius}_log_mixed` : `lbp_r${radius}_log_uniform_${bin}`,
    ),
  ),
  measure: ({ levels }) =>
    radii.flatMap((radius) =>
      logShares(levels[scales.indexOf(radius)]?.codes ?? new Uint32Array(256)),
    ),
};

const binOfCode = Uint8Array.from({ length: 256 }, (_, code) => {
  const bits = Array.from({ length: neighbours }, (_, i) => (code >> i) & 1);
  const turns = bits.filter((bit, i) => bit !== bits[(i + 1) % neighbours]).length;
  return turns <= 2 ? bits.reduce((sum, bit) => sum + bit, 0) : mixed;
});

function logShares(codes: Uint32Array): number[] {
  const bins = new Array<number>(mixed + 1).fill(0);
  let total = 0;
  codes.forEach((count, code) => {
    const bin = binOfCode[code] ?? mixed;
    bins[bin] = (bins[bin] ?? 0) + count;
    total += count;
  });
  return bins.map((count) => Math.log2(count / Math.max(1, total) + rare));
}
