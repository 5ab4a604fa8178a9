import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { change, compareSides } from '../../../../src/main/engine/compare/compare-sides.ts';
import {
  type ComparedPatch,
  patchSideBuilder,
} from '../../../../src/main/engine/compare/patch-side.ts';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

const patch = (address: string, more: Partial<ComparedPatch> = {}): ComparedPatch => ({
  address,
  pixels: sha(`pixels of ${address}`),
  label: null,
  reason: null,
  score: 0.5,
  split: null,
  ...more,
});

function sideOf(patches: readonly ComparedPatch[]) {
  const builder = patchSideBuilder(1);
  for (const each of patches) builder.add(each);
  return builder.build();
}

const compared = (a: readonly ComparedPatch[], b: readonly ComparedPatch[]) =>
  compareSides(sideOf(a), sideOf(b));

const nothing = {
  same: 0,
  removed: 0,
  added: 0,
  moved: 0,
  relabelled: 0,
  rescored: 0,
  pixels: 0,
  split: 0,
};

test('the same patches in another order are the same', () => {
  const patches = Array.from({ length: 50 }, (_, i) => patch(`v ${i}`));
  const { counts, largestScoreChange, inB } = compared(patches, patches.toReversed());
  expect(counts).toEqual({ ...nothing, same: 50 });
  expect(largestScoreChange).toBe(0);
  expect([...inB]).toEqual(patches.map((_, i) => 49 - i));
});

test('each kind of change is told, and where', () => {
  const { a, b, counts, largestScoreChange } = compared(
    [
      patch('gone'),
      patch('label', { label: 'informative' }),
      patch('reason', { label: 'uninformative', reason: 'blur' }),
      patch('score', { score: 0.25 }),
      patch('unscored', { score: null }),
      patch('pixels'),
      patch('split', { split: 'train' }),
    ],
    [
      patch('new'),
      patch('label', { label: 'unsure' }),
      patch('reason', { label: 'uninformative', reason: 'noise' }),
      patch('score', { score: 0.75 }),
      patch('unscored', { score: 0.1 }),
      patch('pixels', { pixels: sha('other') }),
      patch('split', { split: 'test' }),
    ],
  );
  const { missing, label, score, pixels, split } = change;
  expect([...a]).toEqual([missing, label, label, score, score, pixels, split]);
  expect([...b]).toEqual([missing, label, label, score, score, pixels, split]);
  expect(counts).toEqual({
    ...nothing,
    removed: 1,
    added: 1,
    relabelled: 2,
    rescored: 2,
    pixels: 1,
    split: 1,
  });
  expect(largestScoreChange).toBe(0.5);
});

test('a patch under another name is found by its pixels, and what else changed of it is told too', () => {
  const pixels = sha('one picture');
  const { a, b, inB, inA, counts } = compared(
    [patch('here 1', { pixels }), patch('stays')],
    [patch('stays'), patch('there 7', { pixels, label: 'informative' })],
  );
  expect([...a]).toEqual([change.moved | change.label, 0]);
  expect([...b]).toEqual([0, change.moved | change.label]);
  expect([...inB]).toEqual([1, 0]);
  expect([...inA]).toEqual([1, 0]);
  expect(counts).toEqual({ ...nothing, same: 1, moved: 1, relabelled: 1 });
});

test('equal pixels pair off one by one: what is over is added or removed', () => {
  const pixels = sha('empty resin');
  const { counts } = compared(
    [patch('a1', { pixels }), patch('a2', { pixels }), patch('a3', { pixels })],
    [patch('b1', { pixels }), patch('b2', { pixels })],
  );
  expect(counts).toEqual({ ...nothing, moved: 2, removed: 1 });
});

test('without pixels nothing counts as moved, nor as changed', () => {
  const { counts } = compared(
    [patch('same', { pixels: null }), patch('a', { pixels: null })],
    [patch('same'), patch('b', { pixels: null })],
  );
  expect(counts).toEqual({ ...nothing, same: 1, removed: 1, added: 1 });
});

test('an address that stands twice is paired once', () => {
  const { counts } = compared([patch('v'), patch('v')], [patch('v')]);
  expect(counts).toEqual({ ...nothing, same: 1, removed: 1 });
});

test('empty sides are compared', () => {
  expect(compared([], []).counts).toEqual(nothing);
  expect(compared([], [patch('v')]).counts).toEqual({ ...nothing, added: 1 });
});

test('two hundred thousand patches take seconds and 48 bytes each', () => {
  const many = 200_000;
  const [one, two] = [patchSideBuilder(), patchSideBuilder()];
  const pixels = sha('picture');
  for (let i = 0; i < many; i++) {
    one.add({ ...patch('', { pixels }), address: `volume ${i}` });
    two.add({ ...patch('', { pixels }), address: `volume ${many - i}` });
  }
  const side = one.build();
  const bytes = Object.values(side).reduce(
    (sum, column) => sum + (typeof column === 'number' ? 0 : column.byteLength),
    0,
  );
  expect(bytes / many).toBe(48);
  const { counts } = compareSides(side, two.build());
  expect(counts).toEqual({ ...nothing, same: many - 1, moved: 1 });
});
