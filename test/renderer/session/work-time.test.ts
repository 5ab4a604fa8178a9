import { expect, test } from 'vitest';
import { noWork, withLabelAt } from '../../../src/renderer/session/work-time.ts';

const after = (...seconds: number[]) =>
  seconds.reduce((time, second) => withLabelAt(time, second * 1000), noWork);

test('time between labels counts as work unless it is longer than a minute', () => {
  expect(after(0, 10, 70)).toMatchObject({ workedMs: 70_000, sinceBreakMs: 70_000 });
  expect(after(0, 10, 71)).toMatchObject({ workedMs: 10_000, sinceBreakMs: 10_000 });
});

test('five minutes without a label are a break, after which the count begins anew', () => {
  expect(after(0, 60, 359)).toMatchObject({ workedMs: 60_000, sinceBreakMs: 60_000 });
  expect(after(0, 60, 360, 380)).toMatchObject({ workedMs: 80_000, sinceBreakMs: 20_000 });
});

test('a clock set back loses no time', () => {
  expect(after(100, 90, 95)).toMatchObject({ workedMs: 5000 });
});
