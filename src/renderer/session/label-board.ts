import type { LabelRequest, LabelValue } from '../../shared/decision.ts';
import { createStore } from './store.ts';

/** A label of a patch as the grid paints it. */
export interface PaintedLabel {
  readonly value: LabelValue;
  readonly reason: string | null;
  /** solid only once the engine's COMMIT has returned */
  readonly state: 'saved' | 'pending' | 'failed';
  readonly problem: string | null;
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

export type LabelBoard = ReturnType<typeof createLabelBoard>;

/** What is painted on patches, and the counts of the status line. */
export function createLabelBoard() {
  const store = createStore<QueueState>(atRest);
  const painted = new Map<number, PaintedLabel>();
  const failed = new Set<number>();
  let refused: LabelRequest[] = [];

  function tell(change: Partial<QueueState>): void {
    store.set({ ...change, failed: failed.size, version: store.get().version + 1 });
  }
  return {
    store,
    painted,
    tell,
    paint(ordinals: readonly number[], label: PaintedLabel): void {
      for (const ordinal of ordinals) {
        painted.set(ordinal, label);
        if (label.state === 'failed') failed.add(ordinal);
        else failed.delete(ordinal);
      }
    },
    refuse(request: LabelRequest): void {
      refused.push(request);
    },
    /** Requests refused, with only those patches that were not labelled anew since. */
    takeRefused(): LabelRequest[] {
      const again = refused.map((request) => ({
        ...request,
        marks: request.marks
          .map((mark) => ({ ...mark, ordinals: mark.ordinals.filter((each) => failed.has(each)) }))
          .filter((mark) => mark.ordinals.length > 0),
      }));
      refused = [];
      return again.filter((request) => request.marks.length > 0);
    },
    /** The engine's fresh answers replace what was remembered of saved labels. */
    forget(ordinals: readonly number[]): void {
      for (const ordinal of ordinals) {
        if (painted.get(ordinal)?.state === 'saved') painted.delete(ordinal);
      }
    },
    reset(): void {
      painted.clear();
      failed.clear();
      refused = [];
      tell({ ...atRest, waiting: store.get().waiting, version: store.get().version });
    },
  };
}
