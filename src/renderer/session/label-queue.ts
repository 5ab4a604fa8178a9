import type { LabelReceipt, LabelRequest, LabelValue } from '../../shared/decision.ts';
import { explain, type Outcome } from '../../shared/failure.ts';
import { createStore } from './store.ts';

/** How the queue reaches the engine; replaced in tests. */
export interface LabelSender {
  apply(request: LabelRequest): Promise<Outcome<LabelReceipt>>;
  undo(): Promise<Outcome<LabelReceipt>>;
  redo(): Promise<Outcome<LabelReceipt>>;
  isLost(problem: unknown): boolean;
  now(): number;
}

/** A label of a patch as the grid paints it. */
export interface PaintedLabel {
  readonly value: LabelValue;
  /** solid only once the engine's COMMIT has returned */
  readonly state: 'saved' | 'pending' | 'failed';
  readonly problem: string | null;
}

type Step = { kind: 'apply'; request: LabelRequest } | { kind: 'undo' } | { kind: 'redo' };

export type LabelQueue = ReturnType<typeof createLabelQueue>;

const minuteMs = 60_000;

/**
 * Labels on their way to the engine: painted at once, sent one after another in the order given, kept
 * and sent again when the connection was lost, marked on the patch when refused.
 */
export function createLabelQueue(sender: LabelSender) {
  const store = createStore({
    waiting: 0,
    failed: 0,
    savedAt: null as number | null,
    /** labels acknowledged in this session, and the times of the last minute's */
    saved: 0,
    recent: [] as readonly { at: number; count: number }[],
    message: null as string | null,
    problem: null as string | null,
    version: 0,
  });
  const painted = new Map<number, PaintedLabel>();
  const steps: Step[] = [];
  /** refused requests, to be sent again when asked */
  let refused: LabelRequest[] = [];
  let sending = false;
  let wake: (() => void) | null = null;

  function changed(change: Partial<ReturnType<typeof store.get>> = {}): void {
    const waiting = steps.reduce((sum, step) => sum + sizeOf(step), 0);
    const failed = [...painted.values()].filter((each) => each.state === 'failed').length;
    store.set({ ...change, waiting, failed, version: store.get().version + 1 });
  }

  function add(step: Step): void {
    steps.push(step);
    changed();
    void send();
  }

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let step = steps[0]; step; step = steps[0]) {
      try {
        settle(step, await ask(step));
      } catch (problem) {
        if (sender.isLost(problem)) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else refuse(step, problem instanceof Error ? problem.message : String(problem));
      }
    }
    sending = false;
  }

  const ask = (step: Step) =>
    step.kind === 'apply' ? sender.apply(step.request) : sender[step.kind]();

  function settle(step: Step, outcome: Outcome<LabelReceipt>): void {
    if (!outcome.ok) return refuse(step, explain(outcome.failure));
    steps.shift();
    const stillPending = new Set(steps.flatMap(ordinalsOf));
    if (step.kind === 'apply') {
      for (const ordinal of step.request.ordinals) {
        if (!stillPending.has(ordinal)) painted.set(ordinal, saved(step.request.value));
      }
    }
    for (const { ordinal, value } of outcome.value.changed) {
      if (!stillPending.has(ordinal)) painted.set(ordinal, saved(value));
    }
    const count = step.kind === 'apply' ? step.request.ordinals.length : 0;
    const now = sender.now();
    const recent = store.get().recent.filter((each) => each.at > now - minuteMs);
    changed({
      savedAt: now,
      saved: store.get().saved + count,
      recent: [...recent, { at: now, count }],
      message: outcome.value.summary,
      problem: null,
    });
  }

  function refuse(step: Step, problem: string): void {
    steps.shift();
    if (step.kind === 'apply') {
      const { value } = step.request;
      refused.push(step.request);
      for (const ordinal of step.request.ordinals) {
        painted.set(ordinal, { value, state: 'failed', problem });
      }
    }
    changed({ problem });
  }

  return {
    store,
    /** Labels patches; seen at once as pending. */
    label(request: LabelRequest): void {
      const pending = { value: request.value, state: 'pending', problem: null } as const;
      for (const ordinal of request.ordinals) painted.set(ordinal, pending);
      add({ kind: 'apply', request });
    },
    /** Sends again what was refused, but for patches labelled anew since. */
    retry(): void {
      const again = refused;
      refused = [];
      for (const request of again) {
        const ordinals = request.ordinals.filter((at) => painted.get(at)?.state === 'failed');
        if (ordinals.length > 0) this.label({ ...request, ordinals });
      }
    },
    undo: () => add({ kind: 'undo' }),
    redo: () => add({ kind: 'redo' }),
    /** Goes on after a lost connection. */
    resume(): void {
      wake?.();
      wake = null;
    },
    /** What to paint for a patch, or null: as the engine said. */
    paintedOf: (ordinal: number): PaintedLabel | null => painted.get(ordinal) ?? null,
    /** Fresh answers of the engine replace what was remembered of saved labels. */
    forget(ordinals: readonly number[]): void {
      for (const ordinal of ordinals) {
        if (painted.get(ordinal)?.state === 'saved') painted.delete(ordinal);
      }
    },
    /** Another project: nothing of the old one may be painted. */
    reset(): void {
      painted.clear();
      refused = [];
      changed({ savedAt: null, saved: 0, recent: [], message: null, problem: null });
    },
  };
}

const saved = (value: LabelValue): PaintedLabel => ({ value, state: 'saved', problem: null });
const ordinalsOf = (step: Step) => (step.kind === 'apply' ? step.request.ordinals : []);
const sizeOf = (step: Step) => (step.kind === 'apply' ? step.request.ordinals.length : 1);

/** Labels per minute over the last minute, or since the first of them when that is shorter. */
export function labelRate(recent: readonly { at: number; count: number }[], now: number): number {
  const counted = recent.filter((each) => each.at > now - minuteMs);
  const first = counted[0];
  if (!first || counted.length < 2) return 0;
  const labels = counted.reduce((sum, each) => sum + each.count, 0);
  return (labels * minuteMs) / Math.max(5000, now - first.at);
}
