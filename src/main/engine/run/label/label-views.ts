import type { LabelPass } from '../../../../shared/decision.ts';
import { type ExemplarColumns, labelCodes, rowFinder } from '../project/exemplar-columns.ts';
import { patchKeys, seededKey } from '../project/patch-keys.ts';
import type { Session } from '../project/session.ts';

/** The label column as it was after an action. */
export function labelsAsOf(session: Session, columns: ExemplarColumns, action: number): Uint8Array {
  if (action >= session.catalog.actions.newest()) return columns.label;
  const find = rowFinder(session.catalog, columns);
  const labels = columns.label.slice();
  for (const { address, value } of session.catalog.labelStates.before(action)) {
    const row = find(address);
    if (row >= 0) labels[row] = labelCodes.indexOf(value);
  }
  return labels;
}

/** Rows with a label that is another's than this annotator's, as of an action. */
export function rowsOfOthers(
  session: Session,
  columns: ExemplarColumns,
  annotator: string,
  action: number,
): ReadonlySet<number> {
  const find = rowFinder(session.catalog, columns);
  const owned = session.catalog.labelStates.owned(action);
  const others = owned.filter((label) => label.annotator !== annotator);
  return new Set(others.map(({ address }) => find(address)).filter((row) => row >= 0));
}

/** Labels that came after it before a patch is shown again: a page that was just seen tests memory only. */
const fewestBetween = 50;

/**
 * Rows that an annotator labelled a while ago and was not asked about again yet, in the random order of
 * a seed: what a consistency check shows.
 */
export function rowsToShowAgain(
  session: Session,
  columns: ExemplarColumns,
  use: { readonly annotator: string; readonly action: number; readonly seed: number },
): number[] {
  const { labelStates } = session.catalog;
  const { annotator, action, seed } = use;
  const find = rowFinder(session.catalog, columns);
  const own = labelStates.owned(action).filter((label) => label.annotator === annotator);
  const rowsOf = (pass: LabelPass) => labelStates.decidedIn(pass, annotator, action).map(find);
  const done = new Set([...rowsOf('again'), ...rowsOf('second')]);
  const keys = patchKeys(session, columns);
  return own
    .slice(0, Math.max(0, own.length - fewestBetween))
    .map(({ address }) => find(address))
    .filter((row) => row >= 0 && !done.has(row))
    .map((row) => ({ row, key: seededKey(keys[row] ?? 0, seed) }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

/**
 * Puts rows shown again among others, at about even distances, each somewhere within its stretch.
 *
 * @param share of the mixed list, 0 to 0.5
 */
export function mixedIn(
  rows: Uint32Array,
  again: readonly number[],
  share: number,
  seed: number,
): Uint32Array {
  const stretch = Math.max(1, Math.round((1 - share) / share));
  const count = Math.min(again.length, Math.floor(rows.length / stretch));
  const out = new Uint32Array(rows.length + count);
  let at = 0;
  for (let i = 0; i < rows.length; i++) {
    const turn = Math.floor(i / stretch);
    const spot = seededKey(turn, seed) % stretch;
    if (turn < count && i % stretch === spot) out[at++] = again[turn] ?? 0;
    out[at++] = rows[i] ?? 0;
  }
  return out.subarray(0, at);
}
