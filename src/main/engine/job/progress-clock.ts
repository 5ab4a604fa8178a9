/** A stage that a job will come to, as far as is known before. */
export interface PlannedStage {
  readonly name: string;
  /** how much of whatever it counts */
  readonly total: number;
  /** a second, as measured in earlier runs or assumed */
  readonly rate: number;
}

/** What a stage came to: what it did, and how long it worked on it, pauses left out. */
export interface StagePace {
  readonly name: string;
  readonly done: number;
  readonly seconds: number;
}

/** Rate and time left of a job that counts up, stage after stage. Times are milliseconds. */
export interface ProgressClock {
  /** The stages of the whole job: the time left is then that of all of them, not of the present one alone. */
  plan(stages: readonly PlannedStage[]): void;
  begin(name: string, total: number, now: number): void;
  measure(done: number, now: number): { rate: number | null; etaSeconds: number | null };
  pause(now: number): void;
  resume(now: number): void;
  /** Of the stage that ends now; null before any. */
  pace(now: number): StagePace | null;
}

/** The rate that is shown follows quickly; the one that the time left goes by does not, or it would jump. */
const rateWindowMs = 15_000;
const leastEtaWindowMs = 60_000;
const shortestMs = 1000;
/** Seconds of a stage after which what is measured outweighs what was planned. */
const plannedWeighs = 3;
/** The same for the share of the planned speed at which later stages will go. */
const speedWeighs = 5;

interface Sample {
  readonly done: number;
  /** time worked in this stage */
  readonly at: number;
}

interface Stage {
  readonly name: string;
  readonly total: number;
  readonly planned: PlannedStage | null;
  readonly startedAt: number;
  pausedMs: number;
  done: number;
  samples: Sample[];
}

export function progressClock(): ProgressClock {
  let planned: readonly PlannedStage[] = [];
  let stage: Stage | null = null;
  let pausedAt: number | null = null;
  /** over ended stages: seconds that were planned for what they did, and that it took */
  const past = { planned: 0, taken: 0 };

  const worked = (of: Stage, now: number) => (pausedAt ?? now) - of.startedAt - of.pausedMs;

  function end(now: number): void {
    if (!stage?.planned) return;
    past.planned += stage.done / stage.planned.rate;
    past.taken += worked(stage, now) / 1000;
  }

  /** How many times as long as planned it has taken so far. @param here of the present stage */
  const slowness = (here = { planned: 0, taken: 0 }): number =>
    (past.taken + here.taken + speedWeighs) / (past.planned + here.planned + speedWeighs);

  function comingSeconds(of: Stage, done: number, seconds: number): number {
    const at = of.planned ? planned.indexOf(of.planned) : -1;
    const coming = planned.slice(at + 1).reduce((sum, { total, rate }) => sum + total / rate, 0);
    return (
      coming *
      slowness(of.planned ? { planned: done / of.planned.rate, taken: seconds } : undefined)
    );
  }

  return {
    plan(stages) {
      planned = stages.filter(({ total, rate }) => total > 0 && rate > 0);
    },
    begin(name, total, now) {
      end(now);
      const known = planned.find((each) => each.name === name) ?? null;
      // What was to come before it has been passed over.
      if (known) planned = planned.slice(planned.indexOf(known));
      const samples = [{ done: 0, at: 0 }];
      stage = { name, total, planned: known, startedAt: now, pausedMs: 0, done: 0, samples };
      if (pausedAt !== null) pausedAt = now;
    },
    measure(done, now) {
      if (!stage) return { rate: null, etaSeconds: null };
      // What was under way when the job was paused is work still.
      if (pausedAt !== null) pausedAt = now;
      const at = worked(stage, now);
      stage.done = done;
      note(stage, { done, at });
      const recent = since(stage.samples, at - rateWindowMs, { done, at });
      const rate = recent.seconds * 1000 < shortestMs ? null : recent.done / recent.seconds;
      const long = since(stage.samples, at - Math.max(leastEtaWindowMs, at / 2), { done, at });
      const left = secondsLeft(stage, done, long, (stage.planned?.rate ?? 0) / slowness());
      if (left === null) return { rate, etaSeconds: null };
      return { rate, etaSeconds: left + comingSeconds(stage, done, at / 1000) };
    },
    pause(now) {
      pausedAt ??= now;
    },
    resume(now) {
      if (stage && pausedAt !== null) stage.pausedMs += now - pausedAt;
      pausedAt = null;
    },
    pace(now) {
      if (!stage) return null;
      const { name, done } = stage;
      return { name, done, seconds: worked(stage, now) / 1000 };
    },
  };
}

/** Of the stage alone; null while it cannot be told. @param expected rate, where the stage was planned */
function secondsLeft(
  { total, planned }: Stage,
  done: number,
  recent: { readonly done: number; readonly seconds: number },
  expected: number,
): number | null {
  if (total === 0) return null;
  if (!planned && recent.seconds * 1000 < shortestMs) return null;
  const weight = planned ? plannedWeighs : 0;
  const rate = (recent.done + expected * weight) / (recent.seconds + weight);
  return rate > 0 ? Math.max(0, total - done) / rate : null;
}

/** At most so many samples of a stage are kept, spread evenly over it. */
const mostSamples = 600;

function note(stage: Stage, sample: Sample): void {
  const before = stage.samples.at(-1);
  const apart = Math.max(200, sample.at / mostSamples);
  if (before && stage.samples.length > 1 && sample.at - before.at < apart) return;
  stage.samples.push(sample);
  if (stage.samples.length <= 2 * mostSamples) return;
  stage.samples = stage.samples.filter((_, i) => i % 2 === 0);
}

/** What was done since a moment, as far as it was noted. */
function since(samples: readonly Sample[], from: number, now: Sample) {
  const start = samples.findLast(({ at }) => at <= from) ?? samples[0] ?? now;
  return { done: now.done - start.done, seconds: (now.at - start.at) / 1000 };
}
