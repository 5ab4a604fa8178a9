import { expect, test } from 'vitest';
import type { Catalog } from '../../../../src/main/engine/catalog/open-catalog.ts';
import type { DecisionOrigin, LabelValue } from '../../../../src/shared/decision.ts';
import { newCatalog, patchAt } from './new-catalog.ts';

const patch = patchAt('content', 4);

function decide(
  catalog: Catalog,
  value: LabelValue,
  origin: DecisionOrigin = 'hand',
  address = patch,
): number {
  const action = catalog.actions.add('ana', 1, 'label', value);
  catalog.labels.decide(action, { address, value, reason: null, origin });
  catalog.labels.settle(action);
  return action;
}

function takeBack(catalog: Catalog, action: number): void {
  catalog.actions.undo({ id: action, kind: 'label', summary: '' }, 'ana', 1);
  catalog.labels.settle(action);
}

const labelNow = (catalog: Catalog) => catalog.labels.labelOf(patch)?.value ?? null;

test('the newest decision counts, and taking it back settles to the one before', () => {
  const catalog = newCatalog();
  decide(catalog, 'informative');
  const second = decide(catalog, 'uninformative');
  const third = decide(catalog, 'unsure');
  expect(labelNow(catalog)).toBe('unsure');
  takeBack(catalog, third);
  expect(labelNow(catalog)).toBe('uninformative');
  takeBack(catalog, second);
  expect(labelNow(catalog)).toBe('informative');
});

test('taking back a decision that is not the newest leaves the label', () => {
  const catalog = newCatalog();
  const first = decide(catalog, 'informative');
  decide(catalog, 'uninformative');
  takeBack(catalog, first);
  expect(labelNow(catalog)).toBe('uninformative');
});

test('an adjudicated decision wins over every later one until it is taken back', () => {
  const catalog = newCatalog();
  const adjudicated = decide(catalog, 'informative', 'adjudicated');
  decide(catalog, 'uninformative');
  decide(catalog, 'none');
  expect(labelNow(catalog)).toBe('informative');
  takeBack(catalog, adjudicated);
  expect(labelNow(catalog)).toBeNull();
});

test('“none” takes the label away and keeps the decisions', () => {
  const catalog = newCatalog();
  decide(catalog, 'informative');
  const cleared = decide(catalog, 'none');
  expect(labelNow(catalog)).toBeNull();
  expect(catalog.labels.all()).toEqual([]);
  takeBack(catalog, cleared);
  expect(labelNow(catalog)).toBe('informative');
});

test('within one action the last decision on a patch counts', () => {
  const catalog = newCatalog();
  const action = catalog.actions.add('ana', 1, 'import', 'two of one patch');
  for (const value of ['informative', 'uninformative'] as const)
    catalog.labels.decide(action, { address: patch, value, reason: value, origin: 'import' });
  expect(catalog.labels.settle(action)).toEqual([{ ...patch, pass: 'first' }]);
  expect(catalog.labels.labelOf(patch)).toEqual({
    address: patch,
    value: 'uninformative',
    reason: 'uninformative',
    origin: 'import',
    action,
  });
});

test('labels are counted by value and listed in the order of their addresses', () => {
  const catalog = newCatalog();
  decide(catalog, 'unsure', 'hand', patchAt('b', 1));
  decide(catalog, 'informative', 'hand', patchAt('a', 2, 32));
  decide(catalog, 'informative', 'hand', patchAt('a', 2));
  expect(catalog.labels.all().map(({ address }) => address)).toEqual([
    patchAt('a', 2),
    patchAt('a', 2, 32),
    patchAt('b', 1),
  ]);
  expect([...catalog.labels.counts()].sort()).toEqual([
    ['informative', 2],
    ['unsure', 1],
  ]);
});
