import type {
  LabelCounts,
  LabelReceipt,
  LabelRequest,
  LabelValue,
  Mark,
  PastDecision,
  Place,
} from '../../../../shared/decision.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import { type ExemplarColumns, labelCodes, rowOfOrdinal } from '../project/exemplar-columns.ts';
import { type PatchNames, patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';

/**
 * Records one keypress or page of labels, and where it leaves the annotator; durable when it returns.
 * A keypress that was recorded already is only told again.
 */
export function applyLabels(session: Session, request: LabelRequest): Outcome<LabelReceipt> {
  const { actions, labels, places } = session.catalog;
  const columns = session.columns();
  const { marks, key } = request;
  const ordinals = marks.flatMap((mark) => mark.ordinals);
  const missing = ordinals.find((ordinal) => rowOfOrdinal(columns, ordinal) < 0);
  if (missing !== undefined) return fail({ kind: 'patch-unknown', ordinal: missing });
  const known = key === null ? null : actions.ofRequest(key);
  if (known) {
    return succeed({
      action: known.id,
      at: known.at,
      changed: paintOf(marks),
      summary: `${known.summary}.`,
    });
  }
  const names = patchNames(session);
  const summary = summaryOf(marks);
  const at = Date.now();
  const annotator = session.annotator();
  const action = session.catalog.commit(() => {
    const id = actions.add(annotator, at, 'label', summary);
    if (key !== null) actions.nameRequest(id, key);
    for (const { ordinals: marked, ...decision } of marks) {
      for (const ordinal of marked) {
        const address = addressOfRow(columns, names, rowOfOrdinal(columns, ordinal));
        labels.decide(id, { address, ...decision });
      }
    }
    labels.settle(id);
    if (request.place) places.set(annotator, request.place);
    return id;
  });
  recolumn(session, columns, names, marks);
  return succeed({ action, at, changed: paintOf(marks), summary: `${summary}.` });
}

const paintOf = (marks: readonly Mark[]): LabelReceipt['changed'] =>
  marks.flatMap(({ ordinals, value, reason }) =>
    ordinals.map((ordinal) => ({ ordinal, value, reason })),
  );

/** An adjudicated label outlasts later ones, so what counts now is asked of the catalog. */
function recolumn(
  session: Session,
  columns: ExemplarColumns,
  names: PatchNames,
  marks: readonly Mark[],
): void {
  for (const { ordinals, pass } of marks) {
    if (pass !== 'first') continue;
    for (const ordinal of ordinals) {
      const row = rowOfOrdinal(columns, ordinal);
      const label = session.catalog.labels.labelOf(addressOfRow(columns, names, row));
      columns.label[row] = labelCodes.indexOf(label?.value ?? 'none');
    }
  }
}

/** Where the exemplar of a row is, by content. */
export function addressOfRow(
  columns: ExemplarColumns,
  names: PatchNames,
  row: number,
): PatchAddress {
  return {
    contentId: names.volume(columns.volume[row] ?? -1)?.contentId ?? '',
    plane: columns.plane[row] ?? 0,
    position: columns.position[row] ?? 0,
    y0: columns.y0[row] ?? 0,
    y1: columns.y1[row] ?? 0,
    x0: columns.x0[row] ?? 0,
    x1: columns.x1[row] ?? 0,
  };
}

const words: { readonly [V in LabelValue]: string } = {
  informative: 'informative',
  uninformative: 'uninformative',
  unsure: 'unsure',
  none: 'cleared',
};

/** "Labelled 48 patches: 40 informative, 8 uninformative (blur)". */
function summaryOf(marks: readonly Mark[]): string {
  const total = marks.reduce((sum, { ordinals }) => sum + ordinals.length, 0);
  const patches = `${grouped(total)} ${total === 1 ? 'patch' : 'patches'}`;
  const [only] = marks;
  if (marks.length === 1 && only) {
    if (only.value === 'none') return `Cleared ${patches}`;
    return `Labelled ${patches} ${words[only.value]}${reasonOf(only)}`;
  }
  // What the model suggested and what a person changed are told together.
  const counts = new Map<string, number>();
  for (const mark of marks) {
    const said = `${words[mark.value]}${reasonOf(mark)}`;
    counts.set(said, (counts.get(said) ?? 0) + mark.ordinals.length);
  }
  const parts = [...counts].map(([said, count]) => `${grouped(count)} ${said}`);
  return `Labelled ${patches}: ${parts.join(', ')}`;
}

const reasonOf = ({ reason }: Mark): string => (reason === null ? '' : ` (${reason})`);
const grouped = (count: number): string => count.toLocaleString('en-US');

/** Remembers where the annotator is, without an action: nobody's work hangs on it. */
export function rememberPlace(session: Session, where: Place): Outcome<null> {
  if (session.readOnly) return succeed(null);
  session.catalog.commitUnit(() => session.catalog.places.set(session.annotator(), where));
  return succeed(null);
}

/** Every decision on an exemplar's patch, oldest first. */
export function labelHistory(session: Session, ordinal: number): Outcome<PastDecision[]> {
  const columns = session.columns();
  const row = rowOfOrdinal(columns, ordinal);
  if (row < 0) return fail({ kind: 'patch-unknown', ordinal });
  const address = addressOfRow(columns, patchNames(session), row);
  return succeed([...session.catalog.labels.history(address)]);
}

export function labelCounts(session: Session): LabelCounts {
  const counts = session.catalog.labels.counts();
  const columns = session.columns();
  let heldOut = 0;
  for (let row = 0; row < columns.count; row++) {
    if (columns.label[row] !== 0 && columns.heldOut[row] === 1) heldOut++;
  }
  const annotator = session.annotator();
  return {
    informative: counts.get('informative') ?? 0,
    uninformative: counts.get('uninformative') ?? 0,
    unsure: counts.get('unsure') ?? 0,
    heldOut,
    canUndo: session.catalog.actions.toUndo(annotator) !== null,
    canRedo: session.catalog.actions.toRedo(annotator) !== null,
  };
}
