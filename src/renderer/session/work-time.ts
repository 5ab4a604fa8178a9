import { createStore } from './store.ts';

/** A longer gap than this between two labels is not labelling but something else. */
const longestGapMs = 60_000;
/** A gap of this length is a break. */
const breakMs = 5 * 60_000;

export interface WorkTime {
  readonly lastAt: number | null;
  /** time spent labelling since the window opened */
  readonly workedMs: number;
  /** of these, since the last break */
  readonly sinceBreakMs: number;
}

export const noWork: WorkTime = { lastAt: null, workedMs: 0, sinceBreakMs: 0 };

/** The time worked, after one more label. */
export function withLabelAt(time: WorkTime, at: number): WorkTime {
  const gap = time.lastAt === null ? 0 : Math.max(0, at - time.lastAt);
  const worked = gap <= longestGapMs ? gap : 0;
  return {
    lastAt: at,
    workedMs: time.workedMs + worked,
    sinceBreakMs: gap >= breakMs ? 0 : time.sinceBreakMs + worked,
  };
}

/** This window's own. */
export const workTime = createStore<WorkTime>(noWork);
