import { type BlockStatistics, coherence, deviationOf, meanOf } from './block-statistics.ts';
import { scales, type TextureFamily } from './texture-family.ts';

const seen = 3;
/** Added to both sides of a ratio, a block: a difference of a quarter grey level in every pixel. */
const faint = 1024;

/**
 * Edges and their directions: how many pixels have one, whether they run alike within blocks of 8, 16
 * and 32 pixels as membranes do, and by how many octaves differences along one axis outweigh those along
 * the other, as in stretched pixels.
 */
export const orientation: TextureFamily = {
  names: [
    ...scales.slice(0, seen).map((scale) => `edges_${scale}`),
    ...scales.slice(0, seen).map((scale) => `coherence_${8 * scale}_mean`),
    ...scales.slice(0, seen).map((scale) => `coherence_${8 * scale}_sd`),
    'anisotropy',
  ],
  measure({ levels, blocks }) {
    const coherences = blocks.map((all) => all.map(coherence));
    return [
      ...levels.slice(0, seen).map(({ edges, width, height }) => edges / (width * height)),
      ...coherences.map(meanOf),
      ...coherences.map(deviationOf),
      anisotropy(blocks[0]),
    ];
  },
};

function anisotropy(blocks: readonly BlockStatistics[] = []): number {
  const floor = faint * Math.max(1, blocks.length);
  const across = blocks.reduce((sum, block) => sum + block.across, floor);
  const down = blocks.reduce((sum, block) => sum + block.down, floor);
  // Without its sign: what lies across in one plane of a volume lies down in another.
  return Math.abs(Math.log2(across / down));
}
