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
  const board = createBoard();
  const line = createLine(sender, board);
  return {
    store: board.store,
    /** Labels patches; seen at once as pending. */
    label(request: LabelRequest): void {
      board.paint(request.ordinals, request.value, 'pending', null);
      line.add({ kind: 'apply', request });
    },
    /** Sends again what was refused, but for patches labelled anew since. */
    retry(): void {
      for (const request of board.takeRefused()) this.label(request);
    },
    undo: () => line.add({ kind: 'undo' }),
    redo: () => line.add({ kind: 'redo' }),
    /** Goes on after a lost connection. */
    resume: line.resume,
    /** What to paint for a patch, or null: as the engine said. */
    paintedOf: (ordinal: number): PaintedLabel | null => board.painted.get(ordinal) ?? null,
    /** Fresh answers of the engine replace what was remembered of saved labels. */
    forget: board.forget,
    /** Another project: nothing of the old one may be painted. */
    reset: board.reset,
  };
}

export interface QueueState {
  /** labels not yet acknowledged, and labels refused */
  waiting: number;
  failed: number;
  /** the last sending got no answer; it is tried again */
  isLost: boolean;
  savedAt: number | null;
  /** labels acknowledged in this session, and those of the last minute with their times */
  saved: number;
  recent: readonly { at: number; count: number }[];
  message: string | null;
  problem: string | null;
  version: number;
}

const atRest: QueueState = {
  waiting: 0,
  failed: 0,
  isLost: false,
  savedAt: null,
  saved: 0,
  recent: [],
  message: null,
  problem: null,
  version: 0,
};

type Board = ReturnType<typeof createBoard>;

/** What is painted on patches, and the counts of the status line. */
function createBoard() {
  const store = createStore<QueueState>(atRest);
  const painted = new Map<number, PaintedLabel>();
  let refused: LabelRequest[] = [];
  const isFailed = (ordinal: number) => painted.get(ordinal)?.state === 'failed';

  function tell(change: Partial<QueueState>): void {
    const failed = [...painted.values()].filter((each) => each.state === 'failed').length;
    store.set({ ...change, failed, version: store.get().version + 1 });
  }
  return {
    store,
    painted,
    tell,
    paint(
      ordinals: readonly number[],
      value: LabelValue,
      state: PaintedLabel['state'],
      problem: string | null,
    ): void {
      for (const ordinal of ordinals) painted.set(ordinal, { value, state, problem });
    },
    refuse(request: LabelRequest): void {
      refused.push(request);
    },
    takeRefused(): LabelRequest[] {
      const again = refused.map((each) => ({ ...each, ordinals: each.ordinals.filter(isFailed) }));
      refused = [];
      return again.filter((each) => each.ordinals.length > 0);
    },
    forget(ordinals: readonly number[]): void {
      for (const ordinal of ordinals) {
        if (painted.get(ordinal)?.state === 'saved') painted.delete(ordinal);
      }
    },
    reset(): void {
      painted.clear();
      refused = [];
      tell({ ...atRest, waiting: store.get().waiting, version: store.get().version });
    },
  };
}

/** Steps in the order they were taken; the next is sent when the one before is answered. */
function createLine(sender: LabelSender, board: Board) {
  const steps: Step[] = [];
  let isSending = false;
  let wake: (() => void) | null = null;
  const waiting = () => steps.reduce((sum, step) => sum + sizeOf(step), 0);
  const ask = (step: Step) =>
    step.kind === 'apply' ? sender.apply(step.request) : sender[step.kind]();

  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    for (let step = steps[0]; step; step = steps[0]) {
      try {
        const outcome = await ask(step);
        steps.shift();
        if (outcome.ok) settle(step, outcome.value);
        else refuse(step, explain(outcome.failure));
      } catch (problem) {
        if (sender.isLost(problem)) {
          board.tell({ isLost: true });
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else {
          steps.shift();
          refuse(step, problem instanceof Error ? problem.message : String(problem));
        }
      }
    }
    isSending = false;
  }

  /** A patch that waits for a later label keeps showing that one. */
  function settle(step: Step, receipt: LabelReceipt): void {
    const later = new Set(steps.flatMap(ordinalsOf));
    const free = (ordinals: readonly number[]) => ordinals.filter((each) => !later.has(each));
    if (step.kind === 'apply') {
      board.paint(free(step.request.ordinals), step.request.value, 'saved', null);
    }
    for (const { ordinal, value } of receipt.changed) {
      board.paint(free([ordinal]), value, 'saved', null);
    }
    const count = ordinalsOf(step).length;
    const at = sender.now();
    const { recent, saved } = board.store.get();
    board.tell({
      waiting: waiting(),
      isLost: false,
      savedAt: at,
      saved: saved + count,
      recent: [...recent.filter((each) => each.at > at - minuteMs), { at, count }],
      message: receipt.summary,
      problem: null,
    });
  }

  function refuse(step: Step, problem: string): void {
    if (step.kind === 'apply') {
      board.refuse(step.request);
      board.paint(step.request.ordinals, step.request.value, 'failed', problem);
    }
    board.tell({ waiting: waiting(), isLost: false, problem });
  }

  return {
    add(step: Step): void {
      steps.push(step);
      board.tell({ waiting: waiting() });
      void send();
    },
    resume(): void {
      wake?.();
      wake = null;
    },
  };
}

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
