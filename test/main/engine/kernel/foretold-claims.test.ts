import { expect, test } from 'vitest';
import { takeClaimRun } from '../../../../src/main/engine/kernel/claim-run.ts';
import { foretellClaims, foretoldBy } from '../../../../src/main/engine/kernel/foretold-claims.ts';
import { placeHashes } from '../../../../src/main/engine/kernel/placed-hashes.ts';

const nobody = Number.POSITIVE_INFINITY;

test('an item is compared with exemplars until one claims it', () => {
  const foretold = foretoldBy([0, 2, 9, nobody]);
  expect([0, 1, 3, 100].map(foretold.leftBy)).toEqual([1, 3 / 4, 2 / 4, 1 / 4]);
  expect([0, 1, 3, 100].map(foretold.comparedWith)).toEqual([0, 1, 10 / 4, 114 / 4]);
});

/** 50,100 hashes, of which the first 100 are exemplars; every tenth of the others equals the last exemplar. */
function fewClaimed(items: number) {
  const hashes = new Uint8Array((100 + items) * 8).fill(0xff);
  hashes.fill(0, 0, 100 * 8);
  hashes.fill(0x0f, 99 * 8, 100 * 8);
  for (let i = 100; i < 100 + items; i += 10) hashes.fill(0x0f, i * 8, i * 8 + 8);
  const order = Uint32Array.from({ length: 100 + items }, (_, i) => i);
  const foretelling = foretellClaims(
    takeClaimRun(placeHashes(hashes, 8, order, 12), 12, 100),
    { from: 0, to: 100 },
    { from: 100, to: 100 + items },
  );
  for (;;) {
    const slice = foretelling.next();
    if (slice.done) return slice.value;
  }
}

test('the first items tell how many will be claimed, and by whom', () => {
  const foretold = fewClaimed(50_000);
  expect(foretold.leftBy(99)).toBe(1);
  expect(foretold.leftBy(100)).toBeCloseTo(0.9, 2);
  expect(foretold.comparedWith(100)).toBe(100);
});

test('of few items nothing is foretold: none are claimed', () => {
  const foretold = fewClaimed(1000);
  expect(foretold.leftBy(100)).toBe(1);
  expect(foretold.comparedWith(100)).toBe(100);
});
