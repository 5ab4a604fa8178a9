import { expect, test } from 'vitest';
import { createPatchSet, type PatchReader } from '../../../src/renderer/session/patch-set.ts';
import { fail, succeed } from '../../../src/shared/failure.ts';
import type { GridPatch, GridQuery } from '../../../src/shared/grid.ts';

const patch = (at: number): GridPatch => ({
  ordinal: at * 10,
  at,
  source: 1,
  name: `a/${at}`,
  volume: 1,
  plane: 'xy',
  index: 0,
  box: { y0: 0, y1: 224, x0: 0, x1: 224 },
  section: { height: 500, width: 600, count: 1 },
  pixelNm: null,
  members: 1,
  score: null,
  pass: 'first',
  label: 'none',
  reason: null,
  heldOut: false,
  kept: null,
});

const query: GridQuery = { set: 'all', order: 'position' };
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

function reading(total: number) {
  const pages: string[] = [];
  const arrived: number[] = [];
  const reader: PatchReader = {
    open: async () => succeed({ view: 4, total, asOf: 0 }),
    find: async () => succeed([]),
    async page(view, from, count) {
      pages.push(`${view}: ${from}+${count}`);
      return succeed({ patches: Array.from({ length: count }, (_, i) => patch(from + i)) });
    },
    arrived: (patches) => void arrived.push(patches.length),
  };
  return { set: createPatchSet(reader), pages, arrived };
}

test('what is in view is fetched once, with one page on either side', async () => {
  const { set, pages, arrived } = reading(1_000_000);
  await set.open(query);
  set.show(500_000, 500_060);
  set.show(500_010, 500_070);
  await rest();
  expect(pages).toEqual(['4: 499800+200', '4: 500000+200', '4: 500200+200']);
  expect(arrived).toEqual([200, 200, 200]);
  expect(set.patchAt(500_199)?.ordinal).toBe(5_001_990);
  expect(set.patchAt(499_799)).toBeNull();
});

test('the last page asks for what is left, and nothing past the end', async () => {
  const { set, pages } = reading(450);
  await set.open(query);
  set.show(400, 450);
  await rest();
  expect(pages).toEqual(['4: 200+200', '4: 400+50']);
});

test('ordinals of places that are not here are fetched', async () => {
  const { set, pages } = reading(1000);
  await set.open(query);
  expect((await set.patchesAt([3, 700, 1000])).map((each) => each.ordinal)).toEqual([30, 7000]);
  expect(pages).toEqual(['4: 0+200', '4: 600+200']);
});

test('scrolling through everything keeps a bounded number of patches', async () => {
  const { set } = reading(40_000);
  await set.open(query);
  for (let at = 0; at < 40_000; at += 200) {
    set.show(at, at + 50);
    await rest();
  }
  const kept = Array.from({ length: 200 }, (_, page) => set.patchAt(page * 200)).filter(Boolean);
  expect(kept.length).toBeLessThanOrEqual(80);
  expect(set.patchAt(39_999)?.at).toBe(39_999);
});

test('a view that cannot be opened says why and shows nothing', async () => {
  const set = createPatchSet({
    open: async () => fail({ kind: 'no-exemplars' }),
    find: async () => succeed([]),
    page: () => Promise.reject(new Error('must not be asked')),
    arrived: () => undefined,
  });
  await set.open(query);
  set.show(0, 50);
  expect(set.store.get()).toMatchObject({ total: 0, failure: { kind: 'no-exemplars' } });
});

test('another view in the same place is fetched without a scroll', async () => {
  const { set, pages } = reading(300);
  await set.open(query);
  set.show(0, 60);
  await rest();
  await set.open({ ...query, order: 'random', seed: 2 });
  await rest();
  expect(pages).toEqual(['4: 0+200', '4: 200+100', '4: 0+200', '4: 200+100']);
  expect(set.patchAt(0)).not.toBeNull();
});
