import { mixedIn } from '../label/label-views.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import type { Steps } from '../turn/breath.ts';
import { gathered, marked } from './found-rows.ts';
import { orderSteps } from './row-order.ts';

/**
 * The same rows, some of them moved forward by chance: an order that follows a model never shows what the
 * model is wrong about and sure of.
 *
 * @param share of the front part that is drawn at random, 0 to 0.5; 0 changes nothing
 */
export function* withRandom(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
  share: number,
  seed: number,
): Steps<Uint32Array> {
  if (share === 0 || rows.length === 0) return rows;
  const all = yield* orderSteps(session, columns, 'random', { seed, threshold: 0 });
  const { isFound, count } = yield* marked(rows, columns.count);
  const random = yield* gathered(all, { isFound, count });
  const drawn = random.subarray(0, Math.floor(rows.length * share));
  for (const row of drawn) isFound[row] = 0;
  yield;
  const others = yield* gathered(rows, { isFound, count: count - drawn.length });
  const mixed = yield* mixedIn(others, drawn, share, seed);
  // Rounding can leave some of those drawn over: every row stays.
  const left = drawn.subarray(mixed.length - others.length);
  yield;
  const out = new Uint32Array(rows.length);
  out.set(mixed);
  out.set(left, mixed.length);
  return out;
}
