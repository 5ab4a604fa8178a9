import {
  blockEdge,
  blockFields,
  type LevelStatistics,
  unitsPerLevel,
} from '../kernel/pyramid-statistics.ts';

/** A block of 8 x 8 pixels of a level. */
export interface BlockStatistics {
  /** of its grey levels, >= 0 */
  readonly deviation: number;
  /** sums of squared differences to the right, downwards, and of their products */
  readonly across: number;
  readonly down: number;
  readonly product: number;
}

/** The whole blocks of a level, row by row; none where it is smaller than a block. */
export function blocksOf({ blocks }: LevelStatistics): BlockStatistics[] {
  return Array.from({ length: blocks.length / blockFields }, (_, i) => {
    const field = (at: number): number => blocks[i * blockFields + at] ?? 0;
    const mean = field(0) / blockEdge ** 2;
    const variance = Math.max(0, field(1) / blockEdge ** 2 - mean * mean);
    return {
      deviation: Math.sqrt(variance) / unitsPerLevel,
      across: field(2),
      down: field(3),
      product: field(4),
    };
  });
}

/**
 * How far the derivatives keep to one direction: 0 none, 1 all. From sums over a neighbourhood.
 *
 * @see Bigun and Granlund 1987; Kass and Witkin 1987.
 */
export function coherence({ across, down, product }: Omit<BlockStatistics, 'deviation'>): number {
  const all = across + down;
  return all > 0 ? Math.hypot(across - down, 2 * product) / all : 0;
}

/** 0 for no values. */
export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Population standard deviation; 0 for no values. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}
