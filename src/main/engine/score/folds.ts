import { xorshift32 } from '../kernel/xorshift32.ts';

const mostFolds = 10;
const foldsOfOneGroup = 5;

/**
 * Fold of each row, all rows of a group in one: what cross-validation by source leaves out together.
 * With one group only, rows are dealt to five folds by the seed, and the result says less.
 *
 * @param groups of each row: its source.
 * @returns a number from 0 a row, below the number of folds, which is at most 10.
 */
export function foldsByGroup(groups: Uint32Array, seed: number): Uint8Array {
  const different = [...new Set(groups)].sort((a, b) => a - b);
  if (different.length > 1) {
    const foldOf = new Map(different.map((group, i) => [group, i % mostFolds]));
    return Uint8Array.from(groups, (group) => foldOf.get(group) ?? 0);
  }
  const random = xorshift32(seed);
  return Uint8Array.from(groups, () => random.below(foldsOfOneGroup));
}
