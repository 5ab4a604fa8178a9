import type { TextureFamily } from './texture-family.ts';

const neighbours = 8;
const mixed = neighbours + 1;
const radii = [1, 2, 4] as const;

/**
 * Shares of local binary patterns that do not change when the patch is turned: uniform ones by how many
 * neighbours are as bright as the pixel, and one share for all others. Small radii tell noise from
 * smooth resin, larger ones see membranes.
 *
 * Larger radii are taken on means of 2 x 2 and 4 x 4 pixels, so that noise does not decide them.
 *
 * @see Ojala, Pietikainen and Maenpaa 2002 (riu2); Maenpaa and Pietikainen 2003 (smoothed scales).
 */
export const binaryPatterns: TextureFamily = {
  names: radii.flatMap((radius) =>
    Array.from({ length: mixed + 1 }, (_, bin) =>
      bin === mixed ? `lbp_r${radius}_mixed` : `lbp_r${radius}_uniform_${bin}`,
    ),
  ),
  measure: ({ levels }) =>
    radii.flatMap((_, i) => shares(levels[i]?.codes ?? new Uint32Array(256))),
};

const binOfCode = Uint8Array.from({ length: 256 }, (_, code) => {
  const bits = Array.from({ length: neighbours }, (_, i) => (code >> i) & 1);
  const turns = bits.filter((bit, i) => bit !== bits[(i + 1) % neighbours]).length;
  return turns <= 2 ? bits.reduce((sum, bit) => sum + bit, 0) : mixed;
});

function shares(codes: Uint32Array): number[] {
  const bins = new Array<number>(mixed + 1).fill(0);
  let total = 0;
  codes.forEach((count, code) => {
    const bin = binOfCode[code] ?? mixed;
    bins[bin] = (bins[bin] ?? 0) + count;
    total += count;
  });
  return bins.map((count) => count / Math.max(1, total));
}
