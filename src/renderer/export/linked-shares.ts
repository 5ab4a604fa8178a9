import type { DatasetSplit } from '../../shared/export.ts';

/** Whole per cents of the parts; they add up to 100. */
export type Shares = Readonly<Record<DatasetSplit, number>>;

/** As trained networks are mostly tested. */
export const firstShares: Shares = { train: 80, validation: 10, test: 10 };

const parts = ['train', 'validation', 'test'] as const satisfies readonly DatasetSplit[];

/**
 * One share changed; the other two keep their ratio and fill what is left. Two that are nothing share it
 * evenly.
 */
export function linkedShares(shares: Shares, changed: DatasetSplit, given: number): Shares {
  const value = Math.min(100, Math.max(0, Math.round(given)));
  const others = parts.filter((part) => part !== changed);
  const left = 100 - value;
  const [first = 'train', second = 'test'] = others;
  const sum = shares[first] + shares[second];
  const ofFirst = sum === 0 ? Math.ceil(left / 2) : Math.round((left * shares[first]) / sum);
  return { ...shares, [changed]: value, [first]: ofFirst, [second]: left - ofFirst };
}

/** The request's fractions as whole per cents. */
export function sharesOf(request: Readonly<Record<DatasetSplit, number>>): Shares {
  const train = Math.round(request.train * 100);
  const validation = Math.min(100 - train, Math.round(request.validation * 100));
  return { train, validation, test: 100 - train - validation };
}

/** Whole per cents as the fractions of a request. */
export function fractionsOf({ train, validation, test }: Shares) {
  return { train: train / 100, validation: validation / 100, test: test / 100 };
}
