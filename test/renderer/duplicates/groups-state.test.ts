import { beforeEach, expect, test } from 'vitest';
import {
  beginGroups,
  groupOrders,
  groupsQuery,
  groupsState,
  showGroups,
} from '../../../src/renderer/duplicates/groups-state.ts';
import { gridQuery } from '../../../src/shared/grid.ts';

// `as`: the keys of groupOrders.
const orders = Object.keys(groupOrders) as (keyof typeof groupOrders)[];

beforeEach(() => groupsState.set({ of: null }));

test.each(orders)('groups in the order “%s” are a query that the engine accepts', (order) => {
  const query = gridQuery.parse(groupsQuery({ order, source: 3, seed: 9 }));
  expect(query).toMatchObject({ sources: [3], seed: 9 });
  expect(query.set).toBe(order === 'changed' ? 'regrouped' : 'grouped');
});

test('what was shown last is shown again once, and what was chosen since stays', () => {
  beginGroups('project, Ada', { order: 'source', source: 2, seed: 5 });
  expect(groupsState.get().shown.order).toBe('source');
  showGroups({ order: 'random' });
  beginGroups('project, Ada', { order: 'source', source: 2, seed: 5 });
  expect(groupsState.get().shown).toEqual({ order: 'random', source: 2, seed: 5 });
});

test('another person begins with the largest group, and nothing marked', () => {
  beginGroups('project, Ada', { order: 'source', source: 2, seed: 5 });
  groupsState.set({ marked: { ordinal: 1, name: 'patch', members: 4 } });
  beginGroups('project, Ben', null);
  expect(groupsState.get()).toMatchObject({
    shown: { order: 'largest', source: null },
    marked: null,
  });
});
