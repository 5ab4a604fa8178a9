import type { BalanceIntervals } from '../../shared/balance.ts';
import {
  type BalancePlan,
  type BalancePlanRules,
  type PlanSource,
  rulesWords,
  shortfallWords,
} from '../../shared/balance-plan.ts';
import { type PlannedCounts, plannedCounts } from '../../shared/planned-counts.ts';
import { evennessRows } from './evenness-rows.ts';
import { count, counted } from './quantity.ts';
import { table } from './table.ts';

/** A plan in one line: its name, what it takes, its rules. */
export function planLine({ name, rules }: BalancePlan, sources: readonly PlanSource[]): string {
  return `${name}: ${takenWords(rules, plannedCounts(sources, rules))}; ${rulesWords(rules)}`;
}

/** A plan in full: rules, what cannot be met, measures and counts per source before and after. */
export function planText(
  { name, rules }: BalancePlan,
  sources: readonly PlanSource[],
  { available, counts, shortfalls }: PlannedCounts,
  intervals: BalanceIntervals | null,
): string {
  const measures = evennessRows('source', [
    { counts: available, intervals: null },
    { counts, intervals },
  ]);
  const sets = [
    { heading: '' },
    { heading: rules.base, right: true },
    { heading: name, right: true },
  ];
  const perSource = sources.map((source, i) => {
    const [before, after] = [available[i] ?? 0, counts[i] ?? 0];
    return [source.name, count(before), count(after), count(before - after)];
  });
  const columns = [
    { heading: 'source' },
    { heading: rules.base, right: true },
    { heading: 'taken', right: true },
    { heading: 'left out', right: true },
  ];
  return [
    `${name} takes ${takenWords(rules, { available, counts, shortfalls })}.`,
    `Rules: ${rulesWords(rules)}.`,
    ...shortfalls.map(shortfallWords),
    '',
    table(sets, measures),
    '',
    table(columns, perSource),
  ].join('\n');
}

function takenWords({ base }: BalancePlanRules, { available, counts }: PlannedCounts): string {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return `${count(sum(counts))} of ${counted(sum(available), `${base} patch`, `${base} patches`)}`;
}
