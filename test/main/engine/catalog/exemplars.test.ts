import { expect, test } from 'vitest';
import { cutSettings } from '../../../../src/shared/cut.ts';
import { addVolume, exemplarAt, newCatalog, newFolder, reopened } from './new-catalog.ts';

function withScope(folder = newFolder()) {
  const catalog = newCatalog(folder);
  const { source, volume } = addVolume(catalog, 'liver', 'content');
  const cut = catalog.cuts.find(cutSettings.parse({}));
  const scope = catalog.cuts.addScope(cut, 'source:1', 'inputs');
  for (let i = 0; i < 3; i++) catalog.exemplars.add(scope, exemplarAt(i, volume, i));
  return { catalog, cut, scope, source, volume };
}

test('exemplars of a scope count only once the scope is complete', () => {
  const { catalog, cut, scope, volume } = withScope();
  expect([...catalog.exemplars.columns(cut)]).toEqual([]);
  expect(catalog.exemplars.countUnpacked(cut)).toBe(0);
  catalog.cuts.completeScope(scope);
  expect([...catalog.exemplars.columns(cut)].map(([ordinal]) => ordinal)).toEqual([0, 1, 2]);
  expect([...catalog.exemplars.countByVolume(cut)]).toEqual([[volume, 3]]);
});

test('exemplars of a source that was taken out do not count, and are there when it returns', () => {
  const { catalog, cut, scope, source } = withScope();
  catalog.cuts.completeScope(scope);
  const state = catalog.sources.byId(source);
  if (!state) throw new Error('no source');
  catalog.sources.restore(source, { ...state, removed: true });
  expect([...catalog.exemplars.columns(cut)]).toEqual([]);
  expect(catalog.exemplars.countUnpacked(cut)).toBe(0);
  catalog.sources.restore(source, state);
  expect(catalog.exemplars.countUnpacked(cut)).toBe(3);
});

test('an exemplar with a place in a pack is not packed again', () => {
  const { catalog, cut, scope, volume } = withScope();
  catalog.cuts.completeScope(scope);
  catalog.exemplars.setPlace(1, { pack: 0, offset: 10, bytes: 20 });
  expect(catalog.exemplars.unpacked(cut, volume, 0, [0, 9])).toEqual([0, 2]);
  expect(catalog.exemplars.unpacked(cut, volume, 0, [1, 1])).toEqual([]);
  expect(catalog.exemplars.unpacked(cut, volume, 1, [0, 9])).toEqual([]);
  expect(catalog.exemplars.byOrdinal(1)).toEqual({
    ...exemplarAt(1, volume, 1),
    hash: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]),
    place: { pack: 0, offset: 10, bytes: 20 },
  });
  expect(catalog.exemplars.byOrdinal(0)?.place).toBeNull();
  expect(catalog.exemplars.byOrdinal(9)).toBeNull();
});

test('an ordinal is never given twice, whatever is removed', () => {
  const folder = newFolder();
  const { catalog, cut, scope, volume } = withScope(folder);
  expect(catalog.exemplars.nextOrdinal()).toBe(3);
  catalog.exemplars.removeSome(scope);
  expect(catalog.exemplars.nextOrdinal()).toBe(3);
  const small = catalog.cuts.addScope(cut, 'source:2', 'inputs');
  catalog.exemplars.add(small, exemplarAt(12, volume, 0));
  catalog.exemplars.removeSome(small);
  catalog.exemplars.removeSome(small);
  catalog.close();
  expect(reopened(folder).exemplars.nextOrdinal()).toBe(13);
});

test('a new project begins at ordinal zero', () => {
  const catalog = newCatalog();
  catalog.exemplars.removeSome(1);
  expect(catalog.exemplars.nextOrdinal()).toBe(0);
});
