import { useCallback, useEffect, useState } from 'react';
import type { PairValue } from '../../shared/duplicates.ts';
import { explain, succeed } from '../../shared/failure.ts';
import type { PairPage, SampledPair } from '../../shared/pair.ts';
import { engine, isConnectionLost } from '../bridge.ts';
import { messageOf } from '../session/message-of.ts';
import { say, sayProblem } from '../session/notice.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import {
  keyOfPair,
  marked,
  moved,
  newWalk,
  type PairWalk,
  placeAfter,
  takenBack,
  unmarkedFrom,
} from './pair-walk.ts';
import { pairsPlace, pairsState } from './pairs-state.ts';
import { useUndone } from './use-undone.ts';

/** Pairs asked for at once: those around the one that is looked at. */
const chunk = 16;
const retryMs = 1000;

/** The queue of pairs as somebody goes through it: where they are, what was said, and the ways to move on. */
export function usePairWalk() {
  const { distance, eachSource } = useStore(pairsState, (each) => each);
  const { source } = useStore(pairsPlace, (each) => each);
  const queue = { distance, eachSource: eachSource && source === null, source };
  const name = JSON.stringify(queue);
  const [walk, setWalk] = useState<PairWalk & { readonly of: string }>({ ...newWalk, of: name });
  const now = walk.of === name ? walk : newWalk;
  const change = (next: (walk: PairWalk) => PairWalk) =>
    setWalk((before) => ({ ...next(before.of === name ? before : newWalk), of: name }));
  const from = now.place === null ? 0 : Math.floor(now.place / chunk) * chunk;
  const asked = useAnswer(async () => {
    const outcome = await engine.pairs.next.query({ ...queue, from, count: 2 * chunk });
    return outcome.ok ? succeed({ of: name, page: outcome.value }) : outcome;
  }, [queue, from]);
  // An answer stays until the next is there: that of another queue tells nothing of this one.
  const page: PairPage | null = asked.value?.of === name ? asked.value.page : null;
  const first = page?.firstUnmarked ?? 0;
  const isKnown = page !== null;
  useEffect(() => {
    if (!isKnown || now.place !== null) return;
    change((before) => ({ ...before, place: first }));
  });
  useUndone(
    useCallback(() => {
      setWalk((before) => ({ ...takenBack(before), of: before.of }));
    }, []),
  );
  const at = (place: number): SampledPair | null => {
    const pair = page && place >= page.from ? page.pairs[place - page.from] : undefined;
    return pair ? { ...pair, value: now.said.get(keyOfPair(pair)) ?? pair.value } : null;
  };
  const valueAt = (place: number) => at(place)?.value ?? null;
  const total = page?.total ?? 0;
  const pair = now.place === null ? null : at(now.place);
  return {
    page,
    problem: asked.problem,
    again: asked.again,
    total,
    place: now.place,
    pair,
    /** a mark was given here that undoing leads back to */
    hasMarked: now.trail.length > 0,
    /** the next ones, as far as they are here */
    ahead: [1, 2, 3].flatMap((step) => at((now.place ?? 0) + step) ?? []),
    mark(value: PairValue): void {
      if (!pair) return;
      const next = placeAfter(now.place ?? 0, total, valueAt);
      change((before) => marked(before, pair, value, next));
      void sendMark(pair, value).then((isSaved) => {
        if (!isSaved) change((before) => takenBack(before));
      });
    },
    move: (step: number) => change((before) => moved(before, step, total)),
    toUnmarked(): void {
      // What was marked since the list was told is passed over; without a list its answer leads there.
      const place = page && unmarkedFrom(first, total, valueAt);
      change((before) => ({ ...before, place }));
    },
  };
}

/** Sends a mark until it is answered; sent again under the same key, it is recorded once. */
async function sendMark(pair: SampledPair, value: PairValue): Promise<boolean> {
  const key = crypto.randomUUID();
  for (;;) {
    try {
      const { a, b } = pair;
      const outcome = await engine.pairs.mark.mutate({ a: a.address, b: b.address, value, key });
      if (!outcome.ok) sayProblem(explain(outcome.failure));
      else say(outcome.value.summary, true);
      return outcome.ok;
    } catch (error) {
      if (!isConnectionLost(error)) {
        sayProblem(messageOf(error));
        return false;
      }
      await new Promise((resolve) => window.setTimeout(resolve, retryMs));
    }
  }
}
