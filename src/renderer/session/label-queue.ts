import type { LabelReceipt, LabelRequest, Mark, Place } from '../../shared/decision.ts';
import { explain, type Outcome } from '../../shared/failure.ts';
import { createLabelBoard, type LabelBoard, type PaintedLabel } from './label-board.ts';

/** How the queue reaches the engine; replaced in tests. */
export interface LabelSender {
  apply(request: LabelRequest): Promise<Outcome<LabelReceipt>>;
  undo(key: string): Promise<Outcome<LabelReceipt>>;
  redo(key: string): Promise<Outcome<LabelReceipt>>;
  isLost(problem: unknown): boolean;
  now(): number;
  /** a name no other keypress has, in any window */
  newKey(): string;
}

/** One keypress on its way. Sent again under the same key, it is recorded once. */
export type LabelStep =
  | { readonly kind: 'apply'; readonly key: string; readonly request: LabelRequest }
  | { readonly kind: 'undo' | 'redo'; readonly key: string };

type Label = Pick<Mark, 'value' | 'reason'>;

const minuteMs = 60_000;

/**
 * Labels on their way to the engine: painted at once, sent one after another in the order given, kept
 * and sent again when the connection was lost, marked on the patch when refused.
 */
export function createLabelQueue(sender: LabelSender) {
  const board = createLabelBoard();
  const line = createLine(sender, board);
  return {
    store: board.store,
    /** Labels patches in one action; seen at once as pending. */
    label(marks: readonly Mark[], place: Place | null = null): void {
      const key = sender.newKey();
      line.add({ kind: 'apply', key, request: { key, marks: [...marks], place } });
    },
    /** Sends again what was refused, but for patches labelled anew since. */
    retry(): void {
      for (const { marks, place } of board.takeRefused()) this.label(marks, place);
    },
    undo: () => line.add({ kind: 'undo', key: sender.newKey() }),
    redo: () => line.add({ kind: 'redo', key: sender.newKey() }),
    /** Goes on after a lost connection. */
    resume: line.resume,
    /** Keypresses that no answer came for yet; `takeUp` sends those of an earlier window. */
    unanswered: line.unanswered,
    takeUp(steps: readonly LabelStep[]): void {
      for (const step of steps) line.add(step);
    },
    /** What to paint for a patch, or null: as the engine said. */
    paintedOf: (ordinal: number): PaintedLabel | null => board.painted.get(ordinal) ?? null,
    /** Fresh answers of the engine replace what was remembered of saved labels. */
    forget: board.forget,
    /** Another project: nothing of the old one may be painted. */
    reset: board.reset,
  };
}

/** Steps in the order they were taken; the next is sent when the one before is answered. */
function createLine(sender: LabelSender, board: LabelBoard) {
  const steps: LabelStep[] = [];
  let isSending = false;
  let wake: (() => void) | null = null;
  const waiting = () => steps.reduce((sum, step) => sum + sizeOf(step), 0);
  const ask = (step: LabelStep) =>
    step.kind === 'apply' ? sender.apply(step.request) : sender[step.kind](step.key);

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
  function settle(step: LabelStep, receipt: LabelReceipt): void {
    const later = new Set(steps.flatMap(ordinalsOf));
    const saved = (ordinals: readonly number[], { value, reason }: Label) =>
      board.paint(
        ordinals.filter((ordinal) => !later.has(ordinal)),
        { value, reason, state: 'saved', problem: null },
      );
    if (step.kind === 'apply') for (const mark of step.request.marks) saved(mark.ordinals, mark);
    for (const change of receipt.changed) saved([change.ordinal], change);
    const count = ordinalsOf(step).length;
    const at = sender.now();
    const before = board.store.get();
    board.tell({
      waiting: waiting(),
      isLost: false,
      savedAt: at,
      saved: before.saved + count,
      recent: [...before.recent.filter((each) => each.at > at - minuteMs), { at, count }],
      message: receipt.summary,
      problem: null,
    });
  }

  function refuse(step: LabelStep, problem: string): void {
    if (step.kind === 'apply') {
      board.refuse(step.request);
      paintMarks(board, step.request.marks, 'failed', problem);
    }
    board.tell({ waiting: waiting(), isLost: false, problem });
  }

  return {
    add(step: LabelStep): void {
      if (step.kind === 'apply') paintMarks(board, step.request.marks, 'pending', null);
      steps.push(step);
      board.tell({ waiting: waiting() });
      void send();
    },
    resume(): void {
      wake?.();
      wake = null;
    },
    unanswered: (): readonly LabelStep[] => [...steps],
  };
}

function paintMarks(
  board: LabelBoard,
  marks: readonly Mark[],
  state: PaintedLabel['state'],
  problem: string | null,
): void {
  for (const { ordinals, value, reason } of marks) {
    board.paint(ordinals, { value, reason, state, problem });
  }
}

const ordinalsOf = (step: LabelStep) =>
  step.kind === 'apply' ? step.request.marks.flatMap((mark) => mark.ordinals) : [];
const sizeOf = (step: LabelStep) => (step.kind === 'apply' ? ordinalsOf(step).length : 1);

/** Labels per minute over the last minute, or since the first of them when that is shorter. */
export function labelRate(recent: readonly { at: number; count: number }[], now: number): number {
  const counted = recent.filter((each) => each.at > now - minuteMs);
  const first = counted[0];
  if (!first || counted.length < 2) return 0;
  const labels = counted.reduce((sum, each) => sum + each.count, 0);
  return (labels * minuteMs) / Math.max(5000, now - first.at);
}
