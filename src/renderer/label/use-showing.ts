import { useRef, useState } from 'react';
import type { Place } from '../../shared/decision.ts';
import { firstQueue, type Queue, queryOf, readShowing } from './label-queue-choice.ts';

export type Shown = ReturnType<typeof useShowing>;

/** The queue shown, begun where it was left, and how it is kept for the next time. */
export function useShowing(restored: Place | null) {
  const [first] = useState(() => (restored ? readShowing(restored.showing) : null));
  const last = useRef(first ? restored : null);
  const [queue, setQueue] = useState<Queue>(first?.queue ?? firstQueue);
  const [asOf, setAsOf] = useState<number | null>(first?.asOf ?? null);
  const [assisted, setAssisted] = useState(first?.assisted ?? false);
  // Opened again as of the old action, a queue still shows what was labelled meanwhile; a new choice does not.
  const choose = (next: Queue) => {
    setQueue(next);
    setAsOf(null);
  };
  const showing = (openedAt: number) => JSON.stringify({ queue, asOf: openedAt, assisted });
  return {
    queue,
    assisted,
    setAssisted,
    setQueue: choose,
    next: () => choose({ ...queue, seed: (queue.seed + 1) >>> 0 }),
    query: queryOf(queue, asOf),
    kept: { screen: 'label', of: JSON.stringify(queue), showing, last },
  };
}
