import type { BlockStatistics } from './block-statistics.ts';
import { octaves, type TextureFamily } from './texture-family.ts';

/**
 * Grey-level deviation within blocks of 8 pixels, and of 32 after averaging 4 x 4, in octaves: what the
 * flattest and the busiest tenth of the blocks reach. A patch half of resin has flat blocks where one
 * full of organelles has none. Blocks of one grey value alone are padding, or burnt-in bars.
 */
export const localContrast: TextureFamily = {
  names: [
    'local_log_sd_8_low',
    'local_log_sd_8_high',
    'local_log_sd_32_low',
    'local_log_sd_32_high',
    'constant_blocks_share',
  ],
  measure({ blocks }) {
    const fine = ascendingDeviations(blocks[0]);
    const coarse = ascendingDeviations(blocks[2]);
    const tenths = [fine, coarse].flatMap((sorted) => [rank(sorted, 0.1), rank(sorted, 0.9)]);
    const constant = fine.filter((deviation) => deviation === 0).length;
    return [...tenths.map(octaves), constant / Math.max(1, fine.length)];
  },
};

const ascendingDeviations = (blocks: readonly BlockStatistics[] = []): Float64Array =>
  Float64Array.from(blocks, ({ deviation }) => deviation).sort();

const rank = (ascending: Float64Array, share: number): number =>
  ascending[Math.round(share * (ascending.length - 1))] ?? 0;
