import { z } from 'zod';

export const curationSet = z.enum(['raw', 'dedup', 'curated']);
export type CurationSet = z.infer<typeof curationSet>;

export const setBalance = z.object({
  set: curationSet,
  patches: z.int(),
  /** counts in the order of `sources` (or of `volumes`, by the switch) */
  counts: z.array(z.int()),
  gini: z.number().nullable(),
  topFifthShare: z.number().nullable(),
  holdingEighty: z.number().nullable(),
  /** inverse Simpson index of the shares: how many equal sources would be as diverse */
  effectiveSources: z.number().nullable(),
});
export type SetBalance = z.infer<typeof setBalance>;

export const balanceReport = z.object({
  by: z.enum(['source', 'volume']),
  names: z.array(z.string()),
  ids: z.array(z.int()),
  sets: z.array(setBalance),
});
export type BalanceReport = z.infer<typeof balanceReport>;
