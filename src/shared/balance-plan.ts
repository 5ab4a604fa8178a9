import { z } from 'zod';

/** What a quota can be set by: the columns of a source's metadata that group sources. */
export const planGroup = z.enum(['technique', 'organism', 'tissue']);
export type PlanGroup = z.infer<typeof planGroup>;

/** At most this share of all patches from the sources of one technique, organism or tissue; '' is "not stated". */
export const planQuota = z.object({
  by: planGroup,
  value: z.string().max(200),
  mostShare: z.number().min(0).max(1),
});
export type PlanQuota = z.infer<typeof planQuota>;

/**
 * How many patches each source may give, and which. Every rule is an upper limit on a source but the
 * minimum, which wins over all others; see planned-counts.ts for how they work together.
 */
export const balancePlanRules = z.object({
  /** which set is drawn from */
  base: z.enum(['dedup', 'curated']).default('curated'),
  /** most patches of a source */
  cap: z.int().min(1).max(1e9).nullable().default(null),
  /** Gini coefficient of the plan, at most */
  targetGini: z.number().min(0).max(1).nullable().default(null),
  /** 0 takes all, 1 evens sources out: a quota is proportional to count^(1 - gamma) (spec 4) */
  gamma: z.number().min(0).max(1).nullable().default(null),
  /** no rule takes a source below so many, nor adds what it has not */
  minimum: z.int().min(0).max(1e9).default(0),
  quotas: z.array(planQuota).max(50).default([]),
  /** which patches of a source stay: the most diverse, those of the highest score, or drawn by the seed */
  keep: z.enum(['diverse', 'score', 'random']).default('diverse'),
  seed: z.int().min(0).max(0xffffffff).default(1),
});
export type BalancePlanRules = z.infer<typeof balancePlanRules>;

/** Rules that take everything of a base as it is. */
export const noRules: BalancePlanRules = balancePlanRules.parse({});

/** A plan saved by name; exports carry its id. */
export const balancePlan = z.object({
  id: z.int(),
  name: z.string().trim().min(1).max(100),
  rules: balancePlanRules,
  annotator: z.string(),
  /** milliseconds since 1970 */
  at: z.int(),
});
export type BalancePlan = z.infer<typeof balancePlan>;

/** A source as plans see it. What a person called uninformative is never available. */
export const planSource = z.object({
  id: z.int(),
  name: z.string(),
  technique: z.string(),
  organism: z.string(),
  tissue: z.string(),
  /** exemplars to choose from; curated is null without a model or decision */
  available: z.object({ dedup: z.int(), curated: z.int().nullable() }),
});
export type PlanSource = z.infer<typeof planSource>;

/** What a plan asks for and does not get, in numbers; shortfallWords says it. */
export type PlanShortfall =
  | {
      readonly kind: 'gini';
      readonly target: number;
      readonly reached: number;
      readonly empty: number;
    }
  | { readonly kind: 'quota'; readonly quota: PlanQuota; readonly reached: number }
  /** the limits of one column leave no room for any data set: these are not applied */
  | { readonly kind: 'quotas-too-small'; readonly by: PlanGroup; readonly sum: number };

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
const unstated = (value: string): string => (value === '' ? 'not stated' : value);

const keepWords: Readonly<Record<BalancePlanRules['keep'], string>> = {
  diverse: 'the most diverse stay',
  score: 'the highest scores stay',
  random: 'drawn at random',
};

/** Rules in a line: "at most 500 a source, Gini at most 0.3, the most diverse stay". */
export function rulesWords(rules: BalancePlanRules): string {
  const { cap, targetGini, gamma, minimum, quotas, keep, seed } = rules;
  const limits = [
    gamma === null ? '' : `gamma ${gamma}`,
    cap === null ? '' : `at most ${cap.toLocaleString('en-US')} a source`,
    ...quotas.map(
      ({ by, value, mostShare }) => `${by} ${unstated(value)} at most ${percent(mostShare)}`,
    ),
    targetGini === null ? '' : `Gini at most ${targetGini}`,
    minimum === 0 ? '' : `at least ${minimum.toLocaleString('en-US')} a source`,
  ].filter((words) => words !== '');
  const which = keep === 'score' ? keepWords[keep] : `${keepWords[keep]} (seed ${seed})`;
  return limits.length === 0 ? 'everything' : [...limits, which].join(', ');
}

/** One sentence a shortfall: what cannot be had, why, and what would help. */
export function shortfallWords(shortfall: PlanShortfall): string {
  if (shortfall.kind === 'gini') {
    const { target, reached, empty } = shortfall;
    const why =
      empty > 0
        ? `${empty === 1 ? '1 source has' : `${empty} sources have`} no patches at all`
        : 'small sources can give no more';
    return `A Gini coefficient of ${target.toFixed(2)} cannot be reached without dropping sources: the lowest is ${reached.toFixed(3)}, since ${why}. Remove sources, or lower the minimum.`;
  }
  if (shortfall.kind === 'quota') {
    const { quota, reached } = shortfall;
    return `${quota.by} ${unstated(quota.value)} cannot be brought to ${percent(quota.mostShare)}: with the least of each source it still has ${percent(reached)}. Lower the minimum, or raise the limit.`;
  }
  const { by, sum } = shortfall;
  return `The limits by ${by} are left out: they add up to ${percent(sum)}, and no source is outside of them. Raise one.`;
}
