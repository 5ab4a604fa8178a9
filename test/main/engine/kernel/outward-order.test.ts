import { expect, test } from 'vitest';
import { ascendingOrder } from '../../../../src/main/engine/kernel/ascending-order.ts';
import { outwardSteps } from '../../../../src/main/engine/kernel/outward-order.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

/** The comparison sort of the distances that it replaces; 2 stands for "none". */
function plainOrder(values: Float32Array, centre: number): Uint32Array {
  const distance = Float64Array.from(values, (value) =>
    Number.isNaN(value) ? 2 : Math.abs(value - centre),
  );
  const places = Uint32Array.from(values.keys());
  return places.sort((a, b) => (distance[a] ?? 0) - (distance[b] ?? 0) || a - b);
}

function outward(values: Float32Array, centre: number): { order: Uint32Array; yields: number } {
  const ascending = ascendingOrder(values.map((value) => (Number.isNaN(value) ? 2 : value)));
  const steps = outwardSteps(values, ascending, centre);
  for (let yields = 0; ; yields++) {
    const step = steps.next();
    if (step.done) return { order: step.value, yields };
  }
}

const random = xorshift32(11);
const share = () => random.next() / 2 ** 32;
const kinds: Record<string, () => number> = {
  'scores of all kinds': share,
  'a few scores, on both sides alike': () => (random.byte() % 9) / 8,
  'scores with gaps': () => (random.byte() < 60 ? Number.NaN : share()),
  'scores so small that their distances are one': () => share() * 1e-30,
  'all equal': () => 0.25,
};

test.each(Object.entries(kinds))('%s come as sorting their distances gives', (_, make) => {
  for (const count of [0, 1, 2, 1000, 30_000]) {
    const values = Float32Array.from({ length: count }, make);
    for (const centre of [0.5, 0, 1, 0.3, 0.25]) {
      expect(outward(values, centre).order).toEqual(plainOrder(values, centre));
    }
  }
});

test('of many places it lets others come in between', () => {
  expect(outward(Float32Array.from({ length: 300_000 }, share), 0.5).yields).toBeGreaterThan(3);
});
