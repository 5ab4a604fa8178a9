import type {
  BalancePlanRules,
  PlanGroup,
  PlanQuota,
  PlanShortfall,
  PlanSource,
} from './balance-plan.ts';
import { statedValues } from './composition.ts';

/** What a plan takes of each source, in the order of the sources. */
export interface PlannedCounts {
  /** what there is to take, in the plan's base */
  readonly available: readonly number[];
  readonly counts: readonly number[];
  readonly shortfalls: readonly PlanShortfall[];
}

/**
 * How many patches a plan takes of each source. Whole numbers, the same for the same sources and rules.
 *
 * Rules are upper limits, each as mild as it can be:
 * 1. gamma: a (m / a)^gamma of a source with a patches, m being the smallest source above the minimum.
 *    That is proportional to a^(1 - gamma), and the largest such quotas that no source runs out of (spec 4).
 * 2. cap: the same number for all.
 * 3. quotas: the sources of a group share a level, the highest at which the group keeps to its share.
 * 4. target Gini: one level for all, the highest that gives it. A level takes from the top of the curve,
 *    where a patch costs the most evenness, so that the fewest patches are lost.
 *
 * Odd patches that a level leaves over go to sources in their order. No rule takes a source below the
 * minimum, nor its last patch. Without quotas a stricter rule never gives any source more.
 */
export function plannedCounts(
  sources: readonly PlanSource[],
  rules: BalancePlanRules,
): PlannedCounts {
  const available = sources.map(({ available: of }) => of[rules.base] ?? 0);
  const least = available.map((count) => Math.min(count, Math.max(1, rules.minimum)));
  const { groups, shortfalls } = groupsOf(sources, available, rules.quotas);
  const room: Room = { limits: limitsOf(available, least, rules), least, groups };
  const counts =
    rules.targetGini === null
      ? withinShares(room, room.limits)
      : towardsGini(room, rules.targetGini);
  return { available, counts, shortfalls: [...shortfalls, ...missed(room, counts, rules)] };
}

/** What every step below works in: limits of the first two rules, the least of each source, and groups. */
interface Room {
  readonly limits: readonly number[];
  readonly least: readonly number[];
  readonly groups: readonly Group[];
}

interface Group {
  readonly quota: PlanQuota;
  /** places of its sources */
  readonly members: readonly number[];
}

function limitsOf(
  available: readonly number[],
  least: readonly number[],
  { gamma, cap, minimum }: BalancePlanRules,
): number[] {
  const large = available.filter((count) => count > Math.max(0, minimum));
  const smallest = large.reduce((low, count) => Math.min(low, count), Number.POSITIVE_INFINITY);
  return available.map((count, i) => {
    const isWeighted = gamma !== null && count > smallest;
    // A millionth up: 1000 * (10 / 1000) ** 1 must not be 9.
    const quota = isWeighted ? Math.floor(count * (smallest / count) ** gamma + 1e-6) : count;
    return Math.max(least[i] ?? 0, Math.min(quota, cap ?? quota));
  });
}

/** The limits that name something a source here says: another's metadata stays out of what is written of a plan. */
export function quotasOf(
  sources: readonly PlanSource[],
  quotas: readonly PlanQuota[],
): readonly PlanQuota[] {
  return quotas.filter(({ by, value }) => sources.some((source) => says(source[by], value)));
}

/** Whether a source says this among others, as composition counts it; '' where it says nothing. */
function says(text: string, value: string): boolean {
  const stated = statedValues(text).map(plain);
  return stated.length === 0 ? plain(value) === '' : stated.includes(plain(value));
}

/** Words that differ in case and white space alone are one. */
const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** The groups that quotas limit; those of a column whose limits leave no room for anything are left out. */
function groupsOf(
  sources: readonly PlanSource[],
  available: readonly number[],
  quotas: readonly PlanQuota[],
): { groups: readonly Group[]; shortfalls: readonly PlanShortfall[] } {
  const groups = quotas.map((quota) => ({
    quota,
    members: sources.flatMap((source, i) =>
      (available[i] ?? 0) > 0 && says(source[quota.by], quota.value) ? [i] : [],
    ),
  }));
  const columns = [...new Set(quotas.map(({ by }) => by))];
  const shortfalls = columns.flatMap((by) => tooSmall(by, groups, available));
  const without = new Set<PlanGroup>(shortfalls.map(({ by }) => by));
  return { groups: groups.filter(({ quota }) => !without.has(quota.by)), shortfalls };
}

function tooSmall(by: PlanGroup, groups: readonly Group[], available: readonly number[]) {
  const shares = new Map<string, number>();
  const limited = new Set<number>();
  for (const { quota, members } of groups) {
    if (quota.by !== by) continue;
    const value = plain(quota.value);
    shares.set(value, Math.min(quota.mostShare, shares.get(value) ?? 1));
    for (const member of members) limited.add(member);
  }
  const sum = [...shares.values()].reduce((total, share) => total + share, 0);
  const isAll = available.every((count, i) => count === 0 || limited.has(i));
  return isAll && limited.size > 0 && sum < 1 - 1e-9
    ? [{ kind: 'quotas-too-small' as const, by, sum }]
    : [];
}

/** Steps from the bound below; it takes two or three unless shares add up to nearly all. */
const mostSteps = 100;

/**
 * Counts within their limits at which every group keeps to its share of what remains, the largest total
 * that levels can give. Were the total known, each group could hold its share of that, and the total is
 * right when no less than it remains. With shares rounded up, all totals up to a bound are right; from
 * there, what remains of a total that is too large is the next to try.
 */
function withinShares({ least, groups }: Room, limits: readonly number[]): readonly number[] {
  const at = (total: number, round = Math.floor) => {
    let counts = limits;
    for (const { quota, members } of groups) {
      counts = lowered(counts, least, members, round(quota.mostShare * total + 1e-9));
    }
    return counts;
  };
  const whole = sum(limits);
  if (groups.length === 0 || sum(at(whole)) === whole) return limits;
  let total = highest(0, whole, (each) => sum(at(each, Math.ceil)) >= each);
  for (let step = 0; step < mostSteps; step++) {
    const counts = at(total);
    const remains = sum(counts);
    if (remains >= total) return counts;
    total = remains;
  }
  return at(highest(0, total, (each) => sum(at(each)) >= each));
}

/** One level for all, the highest that gives the Gini coefficient; odd patches to the first sources that can take one. */
function towardsGini(room: Room, target: number): readonly number[] {
  const { limits, least } = room;
  const at = (level: number) => withinShares(room, atLevel(limits, least, level));
  const fits = (counts: readonly number[]) => giniOf(counts) <= target + 1e-12;
  const top = Math.max(1, ...limits);
  if (fits(at(top))) return at(top);
  const level = highest(1, top, (each) => fits(at(each)));
  const below = at(level);
  if (room.groups.length > 0 || !fits(below)) return below;
  const above = at(level + 1);
  const rising = below.flatMap((count, i) => ((above[i] ?? 0) > count ? [i] : []));
  const raised = (first: number) => {
    const up = new Set(rising.slice(0, first));
    return below.map((count, i) => (up.has(i) ? count + 1 : count));
  };
  // The more of the top have one more, the less even, up to a point past which it only can end too high.
  return raised(highest(0, rising.length, (first) => fits(raised(first))));
}

const atLevel = (limits: readonly number[], least: readonly number[], level: number): number[] =>
  limits.map((limit, i) => Math.min(limit, Math.max(level, least[i] ?? 0)));

/** Members share the highest level at which they hold at most so many, or their least. */
function lowered(
  counts: readonly number[],
  least: readonly number[],
  members: readonly number[],
  most: number,
): readonly number[] {
  const held = (level: number) =>
    members.reduce(
      (total, i) => total + Math.min(counts[i] ?? 0, Math.max(level, least[i] ?? 0)),
      0,
    );
  const top = members.reduce((high, i) => Math.max(high, counts[i] ?? 0), 0);
  if (held(top) <= most) return counts;
  const level = highest(0, top, (each) => held(each) <= most);
  let odd = most - held(level);
  const out = [...counts];
  for (const i of members) {
    const count = counts[i] ?? 0;
    const floor = least[i] ?? 0;
    const isOdd = odd > 0 && count > level && floor <= level;
    if (isOdd) odd--;
    out[i] = Math.min(count, Math.max(floor, isOdd ? level + 1 : level));
  }
  return out;
}

/** The highest whole number from..to that holds, when all below it hold too; `from` when none does. */
function highest(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** As in lorenz.ts, without the curve: sum of (2 k - n - 1) x_k over n S, counts ascending. */
function giniOf(counts: readonly number[]): number {
  const ascending = Float64Array.from(counts).sort();
  const n = ascending.length;
  let [weighted, total] = [0, 0];
  for (let k = 0; k < n; k++) {
    const count = ascending[k] ?? 0;
    weighted += (2 * k + 1 - n) * count;
    total += count;
  }
  return total === 0 ? 0 : weighted / (n * total);
}

const sum = (counts: readonly number[]): number => {
  let total = 0;
  for (const count of counts) total += count;
  return total;
};

function missed(
  { groups }: Room,
  counts: readonly number[],
  { targetGini }: BalancePlanRules,
): PlanShortfall[] {
  const total = sum(counts);
  const quotas = groups.flatMap(({ quota, members }): PlanShortfall[] => {
    const held = members.reduce((all, i) => all + (counts[i] ?? 0), 0);
    const isKept = held <= quota.mostShare * total + 1e-9 * (1 + total);
    return isKept ? [] : [{ kind: 'quota', quota, reached: held / total }];
  });
  const reached = giniOf(counts);
  if (targetGini === null || reached <= targetGini + 1e-12) return quotas;
  const empty = counts.filter((count) => count === 0).length;
  return [{ kind: 'gini', target: targetGini, reached, empty }, ...quotas];
}
