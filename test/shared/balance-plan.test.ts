import { expect, test } from 'vitest';
import {
  balancePlanRules,
  noRules,
  planQuota,
  rulesWords,
  shortfallWords,
} from '../../src/shared/balance-plan.ts';

test('rules are said in a line, and none at all as everything', () => {
  expect(rulesWords(noRules)).toBe('everything');
  const all = balancePlanRules.parse({
    cap: 1500,
    targetGini: 0.3,
    gamma: 0.5,
    minimum: 20,
    quotas: [
      { by: 'technique', value: 'FIB-SEM', mostShare: 0.4 },
      { by: 'tissue', value: '', mostShare: 0.125 },
    ],
    keep: 'random',
    seed: 7,
  });
  expect(rulesWords(all)).toBe(
    'gamma 0.5, at most 1,500 a source, technique FIB-SEM at most 40%, tissue not stated at most 12.5%, Gini at most 0.3, at least 20 a source, drawn at random (seed 7)',
  );
});

test('what cannot be had is said with what can, and what would help', () => {
  const quota = { by: 'organism' as const, value: 'mouse', mostShare: 0.2 };
  expect(shortfallWords({ kind: 'quota', quota, reached: 0.36 })).toBe(
    'organism mouse cannot be brought to 20%: with the least of each source it still has 36%. Lower the minimum, or raise the limit.',
  );
  const gini = { kind: 'gini', target: 0.1, reached: 0.25 } as const;
  expect(shortfallWords({ ...gini, empty: 1 })).toContain('since 1 source has no patches at all');
  expect(shortfallWords({ ...gini, empty: 0 })).toContain('small sources can give no more');
});

test('rules out of range are refused where they come in', () => {
  for (const bad of [{ cap: 0 }, { targetGini: 1.2 }, { gamma: -0.1 }, { minimum: 1.5 }]) {
    expect(balancePlanRules.safeParse(bad).success).toBe(false);
  }
  expect(planQuota.safeParse({ by: 'colour', value: 'red', mostShare: 0.5 }).success).toBe(false);
  const many = Array.from({ length: 51 }, () => ({ by: 'tissue', value: 'x', mostShare: 1 }));
  expect(balancePlanRules.safeParse({ quotas: many }).success).toBe(false);
});
