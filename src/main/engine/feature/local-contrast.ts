import { blocksOf } from './block-statistics.ts';
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
  measure({ levels }) {
    const [fine, coarse] = [levels[0], levels[2]].map((level) =>
      (level ? blocksOf(level) : []).map(({ deviation }) => deviation).sort((a, b) => a - b),
    );
    const tenths = [fine, coarse].flatMap((sorted) => [rank(sorted, 0.1), rank(sorted, 0.9)]);
    const constant = fine?.filter((deviation) => deviation === 0).length ?? 0;
    return [...tenths.map(octaves), constant / Math.max(1, fine?.length ?? 0)];
  },
};

const rank = (ascending: readonly number[] = [], share: number): number =>
  ascending[Math.round(share * (ascending.length - 1))] ?? 0;
