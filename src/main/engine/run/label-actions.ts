import type {
  LabelCounts,
  LabelReceipt,
  LabelRequest,
  LabelValue,
} from '../../../shared/decision.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { voxelSize } from '../../../shared/volume.ts';
import type { Action, Change } from '../catalog/actions.ts';
import type { PatchAddress } from '../catalog/labels.ts';
import { sourceState } from '../catalog/sources.ts';
import { type FindRow, labelCodes, rowFinder, rowOfOrdinal } from './exemplar-columns.ts';
import { patchNames } from './patch-names.ts';
import type { Session } from './session.ts';

const now = (): number => Date.now();

/** Records one keypress or page of labels; durable when it returns. */
export function applyLabels(session: Session, request: LabelRequest): Outcome<LabelReceipt> {
  const columns = session.columns();
  const names = patchNames(session);
  const rows = request.ordinals.map((ordinal) => rowOfOrdinal(columns, ordinal));
  const missing = rows.indexOf(-1);
  if (missing >= 0) {
    return fail({ kind: 'patch-unknown', ordinal: request.ordinals[missing] ?? -1 });
  }
  const { value, reason, origin } = request;
  const summary = `${wordOf(value)} ${countOf(rows.length, 'patch', 'patches')}`;
  const at = now();
  const action = session.catalog.commit(() => {
    const id = session.catalog.actions.add(session.annotator(), at, 'label', summary);
    for (const row of rows) {
      const address = {
        contentId: names.volume(columns.volume[row] ?? -1)?.contentId ?? '',
        plane: columns.plane[row] ?? 0,
        position: columns.position[row] ?? 0,
        y0: columns.y0[row] ?? 0,
        y1: columns.y1[row] ?? 0,
        x0: columns.x0[row] ?? 0,
        x1: columns.x1[row] ?? 0,
      };
      session.catalog.labels.decide(id, { address, value, reason, origin });
    }
    session.catalog.labels.settle(id);
    return id;
  });
  const code = labelCodes.indexOf(value);
  for (const row of rows) columns.label[row] = code;
  const changed = request.ordinals.map((ordinal) => ({ ordinal, value }));
  return succeed({ action, at, changed, summary: `${summary}.` });
}

const words: { readonly [V in LabelValue]: string } = {
  informative: 'Labelled informative:',
  uninformative: 'Labelled uninformative:',
  unsure: 'Marked unsure:',
  none: 'Cleared:',
};
const wordOf = (value: LabelValue): string => words[value];
const countOf = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** Takes back the annotator's last action, whatever it was, or brings it back. */
export function undoOrRedo(session: Session, direction: 'undo' | 'redo'): Outcome<LabelReceipt> {
  const { actions } = session.catalog;
  const annotator = session.annotator();
  const isUndo = direction === 'undo';
  const target = isUndo ? actions.toUndo(annotator) : actions.toRedo(annotator);
  if (!target) return fail({ kind: isUndo ? 'nothing-to-undo' : 'nothing-to-redo' });
  const at = now();
  let settled: readonly PatchAddress[] = [];
  const clash = clashOf(session, target, isUndo);
  if (clash) return fail(clash);
  const action = session.catalog.commit(() => {
    const id = actions[direction](target, annotator, at);
    for (const change of actions.changes(target.id)) restore(session, change, isUndo);
    settled = session.catalog.labels.settle(target.id);
    return id;
  });
  const summary = `${isUndo ? 'Took back' : 'Brought back'}: ${target.summary}.`;
  return succeed({ action, at, changed: relabel(session, settled, target), summary });
}

/** A source cannot come back under a name, or with content, that another has by now. */
function clashOf(session: Session, target: Action, isUndo: boolean): Failure | null {
  const { sources, volumes, actions } = session.catalog;
  for (const change of actions.changes(target.id)) {
    if (change.entity !== 'source') continue;
    const next = sourceState.parse(JSON.parse(isUndo ? change.before : change.after));
    if (next.removed) continue;
    const holder = sources.byName(next.name);
    if (holder && holder.id !== change.entityId) return { kind: 'name-taken', name: next.name };
    for (const volume of volumes.ofSource(change.entityId)) {
      const twin = volumes.byContent(volume.contentId);
      if (!twin || twin.source === change.entityId) continue;
      const source = sources.byId(twin.source)?.name ?? '';
      return { kind: 'already-added', path: volume.name, source, volume: twin.name };
    }
  }
  return null;
}

function restore(session: Session, change: Change, before: boolean): void {
  const value: unknown = JSON.parse(before ? change.before : change.after);
  if (change.entity === 'source') {
    session.catalog.sources.restore(change.entityId, sourceState.parse(value));
  } else if (change.entity === 'voxel-size') {
    session.catalog.volumes.giveVoxelSize(change.entityId, voxelSize.nullable().parse(value));
  } else session.catalog.settings.set('threshold', String(value));
}

function relabel(session: Session, settled: readonly PatchAddress[], target: Action) {
  // A removed or restored source changes which rows there are; otherwise only labels change.
  if (target.kind === 'remove-source' || target.kind === 'set-source') {
    session.forgetColumns();
    return [];
  }
  const columns = session.columns();
  const find: FindRow = rowFinder(session.catalog, columns);
  return settled.flatMap((address) => {
    const row = find(address);
    if (row < 0) return [];
    const value = session.catalog.labels.labelOf(address)?.value ?? 'none';
    columns.label[row] = labelCodes.indexOf(value);
    return [{ ordinal: columns.ordinal[row] ?? 0, value }];
  });
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
