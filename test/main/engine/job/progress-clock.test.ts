import { expect, test } from 'vitest';
import {
  type PlannedStage,
  type ProgressClock,
  progressClock,
} from '../../../../src/main/engine/job/progress-clock.ts';

const unknown = { rate: null, etaSeconds: null };

function begun(total: number, now = 0): ProgressClock {
  const clock = progressClock();
  clock.begin('cut', total, now);
  return clock;
}

test('nothing is said before a stage, and of its first second', () => {
  expect(progressClock().measure(50, 5000)).toEqual(unknown);
  const clock = begun(100, 5000);
  expect(clock.measure(50, 5999)).toEqual(unknown);
  expect(clock.measure(50, 6000)).toEqual({ rate: 50, etaSeconds: 1 });
});

test('the rate is that of the last fifteen seconds, the time left goes by a minute or more', () => {
  const clock = begun(10_000);
  // 100 a second for a minute, then 10 a second for twenty.
  for (let second = 1; second <= 60; second++) clock.measure(second * 100, second * 1000);
  let last = clock.measure(6010, 61_000);
  expect(last.rate).toBeGreaterThan(90);
  for (let second = 2; second <= 20; second++)
    last = clock.measure(6000 + second * 10, 60_000 + second * 1000);
  expect(last.rate).toBe(10);
  expect(last.etaSeconds).toBeCloseTo((10_000 - 6200) / ((6200 - 2000) / 60));
});

test('a rate that is zero, or a total that is not known, gives no time left', () => {
  expect(begun(10).measure(0, 2000)).toEqual({ rate: 0, etaSeconds: null });
  expect(begun(0).measure(2, 2000)).toEqual({ rate: 1, etaSeconds: null });
});

test('more done than was planned leaves no time, not less than none', () => {
  expect(begun(10).measure(20, 1000)).toEqual({ rate: 20, etaSeconds: 0 });
});

test('a new stage forgets what was measured', () => {
  const clock = begun(10);
  clock.measure(5, 3000);
  clock.begin('keep', 10, 5000);
  expect(clock.measure(5, 5500)).toEqual(unknown);
});

test('what a stage came to leaves its pauses out, but not what was under way', () => {
  const clock = begun(100);
  clock.measure(20, 2000);
  clock.pause(3000);
  clock.measure(40, 4000); // ended after the pause was asked for
  clock.resume(64_000);
  clock.measure(60, 66_000);
  expect(clock.pace(66_000)).toEqual({ name: 'cut', done: 60, seconds: 6 });
  expect(clock.measure(60, 66_000)).toEqual({ rate: 10, etaSeconds: 4 });
});

/** How a stage of a simulated run goes: so many a second at a moment of it, told in portions. */
interface Course {
  readonly name: string;
  readonly total: number;
  readonly portion: number;
  rateAt(done: number): number;
}

interface Told {
  readonly at: number;
  readonly etaSeconds: number | null;
}

/** Runs through the stages on a clock of its own; answers when it ended and what was told on the way, seconds worked. */
function simulate(
  courses: readonly Course[],
  plan: readonly PlannedStage[],
  pauses: readonly { readonly at: number; readonly ms: number }[] = [],
): { end: number; told: readonly Told[] } {
  const clock = progressClock();
  clock.plan(plan);
  const told: Told[] = [];
  let [now, worked] = [0, 0];
  const left = [...pauses];
  for (const { name, total, portion, rateAt } of courses) {
    clock.begin(name, total, now);
    for (let done = 0; done < total; ) {
      const step = Math.min(portion, total - done);
      const ms = (step * 1000) / rateAt(done);
      done += step;
      now += ms;
      worked += ms;
      told.push({ at: worked / 1000, etaSeconds: clock.measure(done, now).etaSeconds });
      if (left[0] === undefined || worked < left[0].at * 1000) continue;
      clock.pause(now);
      now += left[0].ms;
      clock.resume(now);
      left.shift();
    }
  }
  return { end: worked / 1000, told };
}

/** The largest error of the time left after the first minute, as a share of the whole time. */
function worstError({ end, told }: { end: number; told: readonly Told[] }): number {
  const late = told.filter(({ at }) => at >= 60);
  expect(late.length).toBeGreaterThan(20);
  return Math.max(
    ...late.map(({ at, etaSeconds }) => Math.abs((etaSeconds ?? Infinity) - (end - at)) / end),
  );
}

const even = (name: string, total: number, rate: number, portion = rate): Course => ({
  name,
  total,
  portion,
  rateAt: () => rate,
});
const run: readonly Course[] = [
  even('check volumes', 100, 20),
  even('cut and hash', 2_000_000, 8000),
  even('keep exemplars', 2_000_000, 100_000),
  even('measure', 90_000, 300),
];
const planOf = (courses: readonly Course[], faster = 1): PlannedStage[] =>
  courses.map(({ name, total, rateAt }) => ({ name, total, rate: rateAt(0) * faster }));

test('with rates of an earlier run the whole is told within 2 %', () => {
  expect(worstError(simulate(run, planOf(run)))).toBeLessThan(0.02);
});

test('on a machine half as fast as was assumed it is told within 10 % after a minute', () => {
  expect(worstError(simulate(run, planOf(run, 2)))).toBeLessThan(0.1);
  expect(worstError(simulate(run, planOf(run, 0.5)))).toBeLessThan(0.1);
});

test('volumes that go at different speeds, in turns, do not make it jump', () => {
  const uneven: Course = {
    name: 'cut and hash',
    total: 2_000_000,
    portion: 3000,
    rateAt: (done) => (Math.floor(done / 60_000) % 3 === 0 ? 3000 : 11_000),
  };
  const courses = run.map((course) => (course.name === uneven.name ? uneven : course));
  // What an earlier run of such volumes measured: 20 s of the slow kind, 11 s of the others.
  const plan = planOf(run).map((stage) =>
    stage.name === uneven.name ? { ...stage, rate: 180_000 / (20 + 120 / 11) } : stage,
  );
  expect(worstError(simulate(courses, plan))).toBeLessThan(0.1);
});

test('pauses, also between stages, count for nothing', () => {
  const pauses = [
    { at: 30, ms: 600_000 },
    { at: 255.2, ms: 3_600_000 },
    { at: 400, ms: 5000 },
  ];
  expect(worstError(simulate(run, planOf(run), pauses))).toBeLessThan(0.02);
});

test('a stage that was not planned, and one that is passed over, leave the rest as it is', () => {
  const [check, cut, keep, measure] = run as [Course, Course, Course, Course];
  const courses = [check, even('take over hashes', 50, 10), cut, measure];
  const told = simulate(courses, planOf([check, cut, keep, measure]));
  expect(worstError(told)).toBeLessThan(0.05);
});
