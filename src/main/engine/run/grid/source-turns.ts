import { lendWords, takeBack } from '../../kernel/lent-words.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Steps } from '../turn/breath.ts';

/** Rows between two yields, where each takes some nanoseconds. */
const rowsAtOnce = 1 << 16;

/** The source of each row as a place among all sources, and how many rows each has; 2 bytes a row. */
interface RowSources {
  readonly of: Uint16Array | Uint32Array;
  readonly counts: Uint32Array;
}

const known = new WeakMap<Uint32Array, RowSources>();

function* sourcesOfRows({ ordinal, source, count }: ExemplarColumns): Steps<RowSources> {
  const before = known.get(ordinal);
  if (before) return before;
  const places = new Map<number, number>();
  let of: Uint16Array | Uint32Array = new Uint16Array(count);
  const counts: number[] = [];
  for (let from = 0; from < count; from += rowsAtOnce) {
    const to = Math.min(count, from + rowsAtOnce);
    for (let row = from; row < to; ) {
      const id = source[row] ?? 0;
      const start = row;
      while (row < to && source[row] === id) row++;
      const place = places.get(id) ?? places.size;
      places.set(id, place);
      if (place === 2 ** 16) of = Uint32Array.from(of);
      of.fill(place, start, row);
      counts[place] = (counts[place] ?? 0) + row - start;
    }
    yield;
  }
  const found = { of, counts: Uint32Array.from(counts) };
  known.set(ordinal, found);
  return found;
}

/**
 * All rows, one of each source in turn; each source's stay in their order, and so do those of a turn.
 *
 * @param all every row, in some order
 */
export function* turnsInOrder(columns: ExemplarColumns, all: Uint32Array): Steps<Uint32Array> {
  const { of, counts } = yield* sourcesOfRows(columns);
  const next = startsOfTurns(counts);
  const turns = new Uint32Array(counts.length);
  const rows = new Uint32Array(all.length);
  for (let from = 0; from < all.length; from += rowsAtOnce) {
    const to = Math.min(all.length, from + rowsAtOnce);
    for (let i = from; i < to; i++) {
      const row = all[i] ?? 0;
      const source = of[row] ?? 0;
      const turn = turns[source] ?? 0;
      turns[source] = turn + 1;
      const at = next[turn] ?? 0;
      next[turn] = at + 1;
      rows[at] = row;
    }
    yield;
  }
  return rows;
}

/** Where each turn's rows begin: in a turn there is one row of every source that has so many. */
function startsOfTurns(counts: Uint32Array): Uint32Array {
  const lengths = counts.toSorted();
  const starts = new Uint32Array((lengths.at(-1) ?? 0) + 1);
  let ended = 0;
  for (let turn = 1; turn < starts.length; turn++) {
    starts[turn] = (starts[turn - 1] ?? 0) + lengths.length - ended;
    while ((lengths[ended] ?? Number.POSITIVE_INFINITY) <= turn) ended++;
  }
  return starts;
}

/** The same rows, one of each source in turn: sources in the order of their first rows, whose own stay in theirs. */
export function* rowsOfEachSource(columns: ExemplarColumns, rows: Uint32Array): Steps<Uint32Array> {
  const { of, counts } = yield* sourcesOfRows(columns);
  const { bySource, parts } = yield* apart(of, counts.length, rows);
  const out = new Uint32Array(rows.length);
  let pause = rowsAtOnce;
  let going = parts;
  for (let at = 0; at < out.length; ) {
    let areSomeDone = false;
    for (const part of going) {
      out[at++] = bySource[part.next++] ?? 0;
      areSomeDone ||= part.next === part.end;
    }
    if (areSomeDone) going = going.filter(({ next, end }) => next < end);
    if (at < pause) continue;
    pause = at + rowsAtOnce;
    yield;
  }
  takeBack(bySource);
  return out;
}

/** A source's own rows, from the next one on. */
interface Part {
  next: number;
  end: number;
}

/** Rows of each source together, in words that are lent, sources in the order of their first rows. */
function* apart(
  of: RowSources['of'],
  sources: number,
  rows: Uint32Array,
): Steps<{ bySource: Uint32Array; parts: Part[] }> {
  const counts = new Uint32Array(sources);
  const order: number[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const to = Math.min(rows.length, from + rowsAtOnce);
    for (let i = from; i < to; i++) {
      const source = of[rows[i] ?? 0] ?? 0;
      const count = counts[source] ?? 0;
      if (count === 0) order.push(source);
      counts[source] = count + 1;
    }
    yield;
  }
  const ends = new Uint32Array(sources);
  let start = 0;
  for (const source of order) {
    ends[source] = start;
    start += counts[source] ?? 0;
  }
  const bySource = lendWords(rows.length);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const to = Math.min(rows.length, from + rowsAtOnce);
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? 0;
      const source = of[row] ?? 0;
      const at = ends[source] ?? 0;
      ends[source] = at + 1;
      bySource[at] = row;
    }
    yield;
  }
  const parts = order.map((source) => {
    const end = ends[source] ?? 0;
    return { next: end - (counts[source] ?? 0), end };
  });
  return { bySource, parts };
}
