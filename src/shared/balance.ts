import { z } from 'zod';
import { evenness } from './evenness.ts';

export const curationSet = z.enum(['raw', 'dedup', 'curated']);
export type CurationSet = z.infer<typeof curationSet>;

export const setBalance = z.object({
  set: curationSet,
  patches: z.int(),
  /** counts in the order of `sources` (or of `volumes`, by the switch) */
  counts: z.array(z.int()),
  ...evenness.shape,
});
export type SetBalance = z.infer<typeof setBalance>;

export const balanceReport = z.object({
  by: z.enum(['source', 'volume']),
  names: z.array(z.string()),
  ids: z.array(z.int()),
  sets: z.array(setBalance),
});
export type BalanceReport = z.infer<typeof balanceReport>;

const interval = z.object({ low: z.number(), high: z.number() });

/**
 * 95 % intervals of measures, over sources drawn again: how far they would move had other sources of the
 * kind been added.
 */
export const balanceIntervals = z.object({
  gini: interval,
  topFifthShare: interval,
  order1: interval,
  order2: interval,
});
export type BalanceIntervals = z.infer<typeof balanceIntervals>;

/** One entry a set of counts; null for one with too few sources with patches to draw from. */
export const intervalsOfSets = z.array(balanceIntervals.nullable());
