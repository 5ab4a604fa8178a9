import { mixedIn } from '../label/label-views.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { rowsInOrder } from './row-order.ts';

/** The same rows, one of each source in turn; each source's stay in their order. */
export function rowsOfEachSource(columns: ExemplarColumns, rows: Uint32Array): Uint32Array {
  const bySource = new Map<number, number[]>();
  for (const row of rows) {
    const source = columns.source[row] ?? 0;
    const own = bySource.get(source);
    if (own) own.push(row);
    else bySource.set(source, [row]);
  }
  const out = new Uint32Array(rows.length);
  let at = 0;
  for (let turn = 0; at < out.length; turn++) {
    for (const own of bySource.values()) {
      const row = own[turn];
      if (row !== undefined) out[at++] = row;
    }
  }
  return out;
}

/**
 * The same rows, some of them moved forward by chance: an order that follows a model never shows what the
 * model is wrong about and sure of.
 *
 * @param share of the front part that is drawn at random, 0 to 0.5; 0 changes nothing
 */
export async function withRandom(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
  share: number,
  seed: number,
): Promise<Uint32Array> {
  if (share === 0 || rows.length === 0) return rows;
  const isThere = new Uint8Array(columns.count);
  for (const row of rows) isThere[row] = 1;
  const all = await rowsInOrder(session, columns, 'random', { seed, threshold: 0 });
  const random = all.filter((row) => isThere[row] === 1);
  const drawn = random.subarray(0, Math.floor(rows.length * share));
  for (const row of drawn) isThere[row] = 0;
  const others = rows.filter((row) => isThere[row] === 1);
  const mixed = mixedIn(others, [...drawn], share, seed);
  // Rounding can leave some of those drawn over: every row stays.
  const left = drawn.subarray(mixed.length - others.length);
  const out = new Uint32Array(rows.length);
  out.set(mixed);
  out.set(left, mixed.length);
  return out;
}
