import { expect, test } from 'vitest';
import { logSteps, numberAtStep, stepOfNumber } from '../../../src/renderer/balance/log-scale.ts';

test('a slider goes from one to the most, by equal factors', () => {
  expect(numberAtStep(0, 1_000_000)).toBe(1);
  expect(numberAtStep(logSteps / 2, 1_000_000)).toBe(1000);
  expect(numberAtStep(logSteps, 1_000_000)).toBe(1_000_000);
  expect(numberAtStep(0, 500, 0)).toBe(0);
  expect(numberAtStep(1, 500, 0)).toBe(1);
  expect(numberAtStep(5, 1)).toBe(1);
});

test('a number stands where it was put, and never moves by being shown', () => {
  for (const most of [1, 7, 400, 1_000_000]) {
    for (const from of [0, 1] as const) {
      for (let step = 0; step <= logSteps; step++) {
        const number = numberAtStep(step, most, from);
        expect(numberAtStep(stepOfNumber(number, most, from), most, from)).toBe(number);
      }
    }
  }
  expect(stepOfNumber(2_000_000, 1_000_000)).toBe(logSteps);
});
