import { expect, test } from 'vitest';
import {
  columnsOf,
  type ExemplarColumns,
  labelCodes,
  setLabels,
} from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { atOnce } from '../../../../../src/main/engine/run/turn/breath.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import { addVolume, exemplarAt, newCatalog } from '../../catalog/new-catalog.ts';

/** Two cuts whose scopes were stored in turns, one of them not to the end, and a source taken out. */
function someCuts() {
  const catalog = newCatalog();
  const [liver, brain] = ['liver', 'brain'].map((name) => addVolume(catalog, name, name));
  if (!liver || !brain) throw new Error('no volumes');
  const [cut, other] = [0, 1].map((seed) => catalog.cuts.find(cutSettings.parse({ seed })));
  if (cut === undefined || other === undefined) throw new Error('no cuts');
  let next = 0;
  const scopeOf = (of: number, name: string, volume: number, count: number, complete = true) => {
    const scope = catalog.cuts.addScope(of, name, '');
    for (let i = 0; i < count; i++) catalog.exemplars.add(scope, exemplarAt(next++, volume, i));
    if (complete) catalog.cuts.completeScope(scope);
    return scope;
  };
  catalog.commit(() => {
    scopeOf(cut, 'first', liver.volume, 5000);
    scopeOf(other, 'first', liver.volume, 10);
    scopeOf(cut, 'second', brain.volume, 300);
    scopeOf(other, 'second', brain.volume, 20);
    scopeOf(cut, 'third', liver.volume, 40);
    scopeOf(cut, 'begun', liver.volume, 7, false);
  });
  return { catalog, cut, liver, brain };
}

/** By the statement that asks for it all at once, and joins. */
function plainRows(catalog: ReturnType<typeof newCatalog>, cut: number) {
  return [...catalog.exemplars.columns(cut)];
}

const rowsOf = (c: ExemplarColumns) =>
  Array.from({ length: c.count }, (_, row) =>
    [
      c.ordinal,
      c.source,
      c.volume,
      c.plane,
      c.position,
      c.y0,
      c.y1,
      c.x0,
      c.x1,
      c.members,
      c.heldOut,
    ].map((column) => column[row]),
  );

test('the exemplars of complete scopes of the cut alone, as one statement gives them', () => {
  const { catalog, cut, brain } = someCuts();
  const columns = atOnce(columnsOf(catalog, cut));
  expect(columns.count).toBe(5340);
  expect(rowsOf(columns)).toEqual(plainRows(catalog, cut));
  const state = catalog.sources.byId(brain.source);
  if (!state) throw new Error('no source');
  catalog.sources.restore(brain.source, { ...state, removed: true });
  const fewer = atOnce(columnsOf(catalog, cut));
  expect(fewer.count).toBe(5040);
  expect(rowsOf(fewer)).toEqual(plainRows(catalog, cut));
  expect(fewer.score).toEqual(new Float32Array(5040).fill(Number.NaN));
});

test('a cut without exemplars has columns without rows', () => {
  const catalog = newCatalog();
  expect(atOnce(columnsOf(catalog, catalog.cuts.find(cutSettings.parse({})))).count).toBe(0);
});

test('every label finds its row, however many there are', () => {
  const { catalog, cut, liver } = someCuts();
  const columns = atOnce(columnsOf(catalog, cut));
  const contentId = catalog.volumes.byId(liver.volume)?.contentId ?? '';
  catalog.commit(() => {
    const action = catalog.actions.add('curator', 0, 'label', 'Labelled');
    for (let row = 0; row < 4500; row++) {
      const { plane, position, y0, y1, x0, x1 } = exemplarAt(row, liver.volume, row);
      const address = { contentId, plane, position, y0, y1, x0, x1 };
      const value = row % 3 === 0 ? 'unsure' : 'informative';
      catalog.labels.decide(action, { address, value, reason: null, origin: 'hand' });
    }
    catalog.labels.settle(action);
  });
  atOnce(setLabels(catalog, columns));
  const count = (value: (typeof labelCodes)[number]) =>
    columns.label.filter((code) => code === labelCodes.indexOf(value)).length;
  expect([count('unsure'), count('informative')]).toEqual([1500, 3000]);
  expect(count('none')).toBe(columns.count - 4500);
});
