import { expect, test } from 'vitest';
import {
  type Choices,
  fittingOptions,
  plansOf,
} from '../../../src/renderer/export/fitting-options.ts';
import { balancePlan } from '../../../src/shared/balance-plan.ts';
import { exportOptions } from '../../../src/shared/export.ts';

const plan = (id: number, base: 'dedup' | 'curated') =>
  balancePlan.parse({ id, name: `plan ${id}`, rules: { base }, annotator: 'curator', at: 0 });
const choices: Choices = {
  hasCurated: true,
  formats: [
    { name: 'cem', title: 'CEM folders', about: '', pictures: ['tiff', 'png', 'webp'] },
    { name: 'table', title: 'Table', about: '', pictures: [] },
  ],
  plans: [plan(1, 'curated'), plan(2, 'dedup')],
};
const options = exportOptions.parse({ set: 'curated', plan: 1, format: 'cem', pictures: 'png' });

test('what is all there stays', () => {
  expect(fittingOptions(options, choices)).toEqual(options);
  expect(fittingOptions({ ...options, pictures: null }, choices).pictures).toBeNull();
});

test('without a curated set the exemplars are exported', () => {
  const fitting = fittingOptions(options, { ...choices, hasCurated: false });
  expect(fitting).toMatchObject({ set: 'dedup', plan: 1 });
});

test('a plan that was removed is not chosen, nor any with the raw set', () => {
  expect(fittingOptions({ ...options, plan: 7 }, choices).plan).toBeNull();
  expect(fittingOptions({ ...options, set: 'raw' }, choices).plan).toBeNull();
  expect(plansOf(choices.plans, 'dedup').map(({ id }) => id)).toEqual([1, 2]);
});

test('a format that is not there, or an encoding it has not, gives way to the first', () => {
  expect(fittingOptions({ ...options, format: 'gone' }, choices)).toMatchObject({
    format: 'cem',
    pictures: 'png',
  });
  expect(fittingOptions({ ...options, format: 'table' }, choices).pictures).toBeNull();
});
