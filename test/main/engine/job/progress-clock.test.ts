import { expect, test } from 'vitest';
import { progressClock } from '../../../../src/main/engine/job/progress-clock.ts';

const unknown = { rate: null, etaSeconds: null };

test('nothing is said of the first second', () => {
  const clock = progressClock();
  expect(clock.measure(0, 100, 5000)).toEqual(unknown);
  expect(clock.measure(50, 100, 5999)).toEqual(unknown);
  expect(clock.measure(50, 100, 6000)).toEqual({ rate: 50, etaSeconds: 1 });
});

test('the rate is that of the last fifteen seconds alone', () => {
  const clock = progressClock();
  // 100 a second for a minute, then 10 a second for twenty.
  for (let second = 0; second <= 60; second++) clock.measure(second * 100, 10_000, second * 1000);
  let last = clock.measure(6010, 10_000, 61_000);
  expect(last.rate).toBeGreaterThan(90);
  for (let second = 2; second <= 20; second++)
    last = clock.measure(6000 + second * 10, 10_000, 60_000 + second * 1000);
  expect(last).toEqual({ rate: 10, etaSeconds: (10_000 - 6200) / 10 });
});

test('a rate that is zero, or a total that is not known, gives no time left', () => {
  const clock = progressClock();
  clock.measure(5, 10, 0);
  expect(clock.measure(5, 10, 2000)).toEqual({ rate: 0, etaSeconds: null });
  expect(clock.measure(7, 0, 2000)).toEqual({ rate: 1, etaSeconds: null });
});

test('more done than was planned leaves no time, not less than none', () => {
  const clock = progressClock();
  clock.measure(0, 10, 0);
  expect(clock.measure(20, 10, 1000)).toEqual({ rate: 20, etaSeconds: 0 });
});

test('a new stage forgets what was measured', () => {
  const clock = progressClock();
  clock.measure(0, 10, 0);
  clock.restart();
  expect(clock.measure(5, 10, 5000)).toEqual(unknown);
});
