import { expect, test } from 'vitest';
import type { Catalog } from '../../../../src/main/engine/catalog/open-catalog.ts';
import { newCatalog, newFolder, reopened } from './new-catalog.ts';

let clock = 0;
const act = (catalog: Catalog, summary: string, annotator = 'ana') =>
  catalog.actions.add(annotator, ++clock, 'label', summary);

function undo(catalog: Catalog, annotator = 'ana'): string | null {
  const action = catalog.actions.toUndo(annotator);
  if (action) catalog.actions.undo(action, annotator, ++clock);
  return action?.summary ?? null;
}
function redo(catalog: Catalog, annotator = 'ana'): string | null {
  const action = catalog.actions.toRedo(annotator);
  if (action) catalog.actions.redo(action, annotator, ++clock);
  return action?.summary ?? null;
}
const times = (count: number, work: () => string | null) => Array.from({ length: count }, work);

test('actions are taken back newest first and brought back oldest first, to any depth', () => {
  const catalog = newCatalog();
  const names = Array.from({ length: 200 }, (_, i) => `action ${i}`);
  for (const name of names) act(catalog, name);
  expect(times(200, () => undo(catalog))).toEqual([...names].reverse());
  expect(undo(catalog)).toBeNull();
  expect(times(200, () => redo(catalog))).toEqual(names);
  expect(redo(catalog)).toBeNull();
});

test('undoing goes on where it was after the project is opened again', () => {
  const folder = newFolder();
  const first = newCatalog(folder);
  for (const name of ['a', 'b', 'c']) act(first, name);
  undo(first);
  first.close();
  const second = reopened(folder);
  expect(undo(second)).toBe('b');
  second.close();
  const third = reopened(folder);
  expect(times(3, () => redo(third))).toEqual(['b', 'c', null]);
});

test('a new action ends the redoing of what was taken back before it, for good', () => {
  const catalog = newCatalog();
  act(catalog, 'a');
  act(catalog, 'b');
  expect(undo(catalog)).toBe('b');
  act(catalog, 'c');
  expect(redo(catalog)).toBeNull();
  expect(undo(catalog)).toBe('c');
  expect(redo(catalog)).toBe('c');
  expect(times(2, () => undo(catalog))).toEqual(['c', 'a']);
  expect(times(3, () => redo(catalog))).toEqual(['a', 'c', null]);
});

test('an annotator takes back only what they did themselves', () => {
  const catalog = newCatalog();
  act(catalog, 'of ana');
  act(catalog, 'of ben', 'ben');
  expect(undo(catalog, 'ana')).toBe('of ana');
  expect(undo(catalog, 'ana')).toBeNull();
  act(catalog, 'another of ben', 'ben');
  expect(redo(catalog, 'ana')).toBe('of ana');
});

test('training stays in the log, is never taken back and ends no redoing', () => {
  const catalog = newCatalog();
  act(catalog, 'a');
  undo(catalog);
  catalog.actions.add('ana', ++clock, 'train', 'trained');
  expect(catalog.actions.toUndo('ana')).toBeNull();
  expect(redo(catalog)).toBe('a');
});

test('the changes of an action come back as they went in, in order', () => {
  const catalog = newCatalog();
  const action = act(catalog, 'a');
  const changes = [
    { entity: 'source' as const, entityId: 3, before: '{"a":1}', after: '{"a":2}' },
    { entity: 'voxel-size' as const, entityId: 1, before: 'null', after: '{"z":1}' },
  ];
  for (const change of changes) catalog.actions.addChange(action, change);
  expect(catalog.actions.changes(action)).toEqual(changes);
  expect(catalog.actions.changes(action + 1)).toEqual([]);
});
