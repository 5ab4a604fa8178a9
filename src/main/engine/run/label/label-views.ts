import type { LabelPass } from '../../../../shared/decision.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import { ascendingOrder } from '../../kernel/ascending-order.ts';
import { type ExemplarColumns, labelCodes, rowFinder } from '../project/exemplar-columns.ts';
import { patchKeySteps, seededKey } from '../project/patch-keys.ts';
import type { Session } from '../project/session.ts';
import type { Steps } from '../turn/breath.ts';

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

/** Labels read at once: some milliseconds. */
const labelsAtOnce = 1000;

/**
 * Rows that an annotator labelled a while ago and was not asked about again yet, in the random order of
 * a seed: what a consistency check shows.
 */
export function* rowsToShowAgain(
  session: Session,
  columns: ExemplarColumns,
  use: { readonly annotator: string; readonly action: number; readonly seed: number },
): Steps<Uint32Array> {
  const { labelStates } = session.catalog;
  const { annotator, action, seed } = use;
  const find = rowFinder(session.catalog, columns);
  const rowsOf = (pass: LabelPass) => labelStates.decidedIn(pass, annotator, action).map(find);
  const done = new Set([...rowsOf('again'), ...rowsOf('second')]);
  const own = yield* rowsOfOwn(session, find, annotator, action);
  const rows = own.subarray(0, Math.max(0, own.length - fewestBetween));
  const keys = yield* patchKeySteps(session, columns);
  const asked = rows.filter((row) => row !== nowhere && !done.has(row));
  const order = ascendingOrder(asked.map((row) => seededKey(keys[row] ?? 0, seed)));
  return order.map((at) => asked[at] ?? 0);
}

/** In place of the row of a patch that is no exemplar of this cut. */
const nowhere = 0xffffffff;

/** Rows of an annotator's labels up to an action, by their actions. */
function* rowsOfOwn(
  session: Session,
  find: (address: PatchAddress) => number,
  annotator: string,
  upTo: number,
): Steps<Uint32Array> {
  const rows: number[] = [];
  const actions: number[] = [];
  for (let last = -1; ; ) {
    const labels = session.catalog.labelStates.ownedAfter(last, upTo, labelsAtOnce);
    for (const label of labels) {
      if (label.annotator !== annotator) continue;
      rows.push(find(label.address) >>> 0);
      actions.push(label.action);
    }
    last = labels.at(-1)?.id ?? last;
    if (labels.length === 0) break;
    yield;
  }
  return ascendingOrder(Float64Array.from(actions)).map((at) => rows[at] ?? 0);
}

/** Rows put among each other between two yields. */
const rowsAtOnce = 1 << 17;

/**
 * Puts rows shown again among others, at about even distances, each somewhere within its stretch.
 *
 * @param share of the mixed list, 0 to 0.5
 */
export function* mixedIn(
  rows: Uint32Array,
  again: ArrayLike<number>,
  share: number,
  seed: number,
): Steps<Uint32Array> {
  const stretch = Math.max(1, Math.round((1 - share) / share));
  const count = Math.min(again.length, Math.floor(rows.length / stretch));
  const out = new Uint32Array(rows.length + count);
  let at = 0;
  let pause = rowsAtOnce;
  for (let turn = 0; turn < count; turn++) {
    const spot = seededKey(turn, seed) % stretch;
    const next = turn * stretch;
    for (let i = 0; i < stretch; i++) {
      if (i === spot) out[at++] = again[turn] ?? 0;
      out[at++] = rows[next + i] ?? 0;
    }
    if (at < pause) continue;
    pause = at + rowsAtOnce;
    yield;
  }
  out.set(rows.subarray(count * stretch), at);
  return out;
}
