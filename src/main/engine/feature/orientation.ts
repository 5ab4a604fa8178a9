import { coherence, deviationOf, meanOf } from './block-statistics.ts';
import { scales, type TextureFamily } from './texture-family.ts';

const seen = 3;
/** Added to both sides of a ratio, a block: a difference of a quarter grey level in every pixel. */
const faint = 1024;

/**
 * Edges and their directions: how many pixels have one, whether they run alike within blocks of 8, 16
 * and 32 pixels as membranes do, and whether differences to the right outweigh those downwards, as
 * under curtaining or in stretched pixels (octaves; 0 is neither).
 */
export const orientation: TextureFamily = {
  names: [
    ...scales.slice(0, seen).map((scale) => `edges_${scale}`),
    ...scales.slice(0, seen).map((scale) => `coherence_${8 * scale}_mean`),
    ...scales.slice(0, seen).map((scale) => `coherence_${8 * scale}_sd`),
    'anisotropy_1',
    'anisotropy_4',
  ],
  measure({ levels, blocks }) {
    const coherences = blocks.map((all) => all.map(coherence));
    const anisotropies = blocks.map((all) => {
      const floor = faint * Math.max(1, all.length);
      const across = all.reduce((sum, block) => sum + block.across, floor);
      const down = all.reduce((sum, block) => sum + block.down, floor);
      return Math.log2(across / down);
    });
    return [
      ...levels.slice(0, seen).map(({ edges, width, height }) => edges / (width * height)),
      ...coherences.map(meanOf),
      ...coherences.map(deviationOf),
      anisotropies[0] ?? 0,
      anisotropies[2] ?? 0,
    ];
  },
};
