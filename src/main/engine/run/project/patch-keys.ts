import { lendWords } from '../../kernel/lent-words.ts';
import { mixed } from '../../kernel/mixed-key.ts';
import { atOnce, type Steps } from '../turn/breath.ts';
import type { ExemplarColumns } from './exemplar-columns.ts';
import type { Session } from './session.ts';

/**
 * A number for each exemplar that follows from its volume's content and its coordinates alone: the same
 * patch has the same one in every project, so that a shared queue has the same random order there.
 * Kept with the column of ordinals: 4 bytes an exemplar.
 */
export function patchKeys(session: Session, columns: ExemplarColumns): Uint32Array {
  return atOnce(patchKeySteps(session, columns));
}

const rowsAtOnce = 1 << 16;

/** The same, where others may come in between. */
export function* patchKeySteps(session: Session, columns: ExemplarColumns): Steps<Uint32Array> {
  const known = keysOf.get(columns.ordinal);
  if (known) return known;
  const volumes = new Map(
    session.catalog.volumes.all().map((volume) => [volume.id, hashText(volume.contentId)]),
  );
  const keys = new Uint32Array(columns.count);
  for (let from = 0; from < keys.length; from += rowsAtOnce) {
    setKeys(columns, volumes, keys, from);
    yield;
  }
  keysOf.set(columns.ordinal, keys);
  return keys;
}

function setKeys(
  columns: ExemplarColumns,
  volumes: ReadonlyMap<number, number>,
  keys: Uint32Array,
  from: number,
): void {
  const to = Math.min(keys.length, from + rowsAtOnce);
  for (let row = from; row < to; row++) {
    let key = volumes.get(columns.volume[row] ?? 0) ?? 0;
    key = mixed(key ^ (columns.plane[row] ?? 0));
    key = mixed(key ^ (columns.position[row] ?? 0));
    key = mixed(key ^ (columns.y0[row] ?? 0));
    keys[row] = mixed(key ^ (columns.x0[row] ?? 0));
  }
}

const keysOf = new WeakMap<Uint32Array, Uint32Array>();

/** A place in the random order of a seed. Leaving patches out does not move the others. */
export const seededKey = (key: number, seed: number): number =>
  mixed(key ^ Math.imul(seed + 1, 0x85ebca6b));

/**
 * Keys in the random order of a seed, in words that are lent: whoever asked gives them back.
 *
 * @param rows whose, in this order; null for all
 */
export function* seededKeySteps(
  session: Session,
  columns: ExemplarColumns,
  seed: number,
  rows: Uint32Array | null,
): Steps<Uint32Array> {
  const patches = yield* patchKeySteps(session, columns);
  const keys = lendWords(rows?.length ?? columns.count);
  for (let from = 0; from < keys.length; from += rowsAtOnce) {
    const to = Math.min(keys.length, from + rowsAtOnce);
    if (rows) for (let at = from; at < to; at++) keys[at] = patches[rows[at] ?? 0] ?? 0;
    else keys.set(patches.subarray(from, to), from);
    for (let at = from; at < to; at++) keys[at] = seededKey(keys[at] ?? 0, seed);
    yield;
  }
  return keys;
}

/** FNV-1a, 32 bits: a volume's content as a number. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
