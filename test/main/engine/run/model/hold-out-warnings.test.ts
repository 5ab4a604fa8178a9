import { expect, test } from 'vitest';
import { evaluateScores } from '../../../../../src/main/engine/run/model/evaluate-scores.ts';
import { holdOutWarnings } from '../../../../../src/main/engine/run/model/hold-out-warnings.ts';

const labelled = (informative: number, uninformative: number) =>
  evaluateScores(
    Array.from({ length: informative + uninformative }, (_, i) => ({
      score: ((i * 37) % 100) / 150 + (i < informative ? 0.3 : 0),
      label: i < informative ? 1 : 0,
      ordinal: i,
    })),
    0.5,
    'figures',
  );

test('a hold-out of one class says that there is no AUC', () => {
  expect(holdOutWarnings(labelled(30, 0), 0)).toEqual([
    expect.stringMatching(/lacks one of the two/),
  ]);
});

test('a small hold-out says how closely it knows the AUC, and how many labels it needs', () => {
  const [warning = ''] = holdOutWarnings(labelled(30, 10), 0);
  const [, about = '', informative = '', uninformative = ''] =
    /about (0\.\d+) either way.* about (\d+) and (\d+)/.exec(warning) ?? [];
  expect(Number(about)).toBeGreaterThan(0.05);
  expect(Number(informative)).toBeGreaterThan(30);
  expect(Number(uninformative)).toBeGreaterThan(10);
});

test('a large hold-out gives no warning, and labels that could not be read are counted', () => {
  expect(holdOutWarnings(labelled(2000, 2000), 0)).toEqual([]);
  expect(holdOutWarnings(labelled(2000, 2000), 3)).toEqual([expect.stringMatching(/^3 labels/)]);
});
