import { z } from 'zod';
import { balancePlan } from '../../../shared/balance-plan.ts';
import { cutSettings } from '../../../shared/cut.ts';
import type { LabelReceipt } from '../../../shared/decision.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { savedQueue } from '../../../shared/queue.ts';
import { voxelSize } from '../../../shared/volume.ts';
import type { Action, Change } from '../catalog/actions.ts';
import type { DecidedAddress } from '../catalog/labels.ts';
import { sourceState } from '../catalog/sources.ts';
import { volumeFiles } from '../catalog/volumes.ts';
import { isKept } from './cut/cut-in-force.ts';
import { settleCut, settlingOfTurn, store } from './group/group-decisions.ts';
import { modelByHash } from './model/model-store.ts';
import { labelCodes, rowFinder } from './project/exemplar-columns.ts';
import type { Settled } from './project/regrouped-columns.ts';
import type { Session } from './project/session.ts';
import { restoreVerdict } from './relation/judge-relation.ts';
import { putSourceThreshold } from './set/threshold.ts';

/**
 * Takes back the annotator's last action, whatever it was, or brings it back.
 *
 * @param key the window's name of the keypress: sent again, it takes back no second action.
 */
export function undoOrRedo(
  session: Session,
  direction: 'undo' | 'redo',
  key: string | null = null,
): Outcome<LabelReceipt> {
  const { actions, labels } = session.catalog;
  const known = key === null ? null : actions.ofRequest(key);
  if (known) return succeed(toldAgain(session, known));
  const annotator = session.annotator();
  const isUndo = direction === 'undo';
  const next = nextToTurn(session, isUndo);
  if (!next.ok) return next;
  const { turned, passed } = next.value;
  const at = Date.now();
  let settled: readonly DecidedAddress[] = [];
  const settling = settlingOfTurn(session, turned.id, isUndo);
  let regrouped: Settled = { standings: [], added: [] };
  const action = session.catalog.commit(() => {
    const id = actions[direction](turned, annotator, at);
    if (key !== null) actions.nameRequest(id, key);
    for (const change of actions.changes(turned.id)) restore(session, change, isUndo);
    settled = labels.settle(turned.id);
    regrouped = store(session, settling);
    return id;
  });
  session.regroupColumns(regrouped);
  const summary = `${isUndo ? 'Took back' : 'Brought back'}: ${turned.summary}.${passedWords(passed)}`;
  return succeed({ action, at, changed: relabel(session, settled, turned), summary });
}

/** What was in the way and can be turned no more is said once; then it is in the way no longer. */
function nextToTurn(
  session: Session,
  isUndo: boolean,
): Outcome<{ readonly turned: Action; readonly passed: readonly string[] }> {
  const { actions } = session.catalog;
  const passed: string[] = [];
  for (;;) {
    const annotator = session.annotator();
    const turned = isUndo ? actions.toUndo(annotator) : actions.toRedo(annotator);
    if (!turned && passed.length > 0) return fail({ kind: 'cut-removed', changes: passed });
    if (!turned) return fail({ kind: isUndo ? 'nothing-to-undo' : 'nothing-to-redo' });
    const clash = clashOf(session, turned, isUndo);
    if (clash === null) return succeed({ turned, passed });
    if (clash.kind !== 'cut-removed') return fail(clash);
    passed.push(...clash.changes);
    session.catalog.commit(() => actions.passOver(turned.id));
  }
}

const passedWords = (passed: readonly string[]): string =>
  passed.length === 0 ? '' : ` Passed over, since its cut was removed: ${passed.join('; ')}.`;

function toldAgain(
  session: Session,
  known: { id: number; at: number; summary: string; undoes: number | null },
): LabelReceipt {
  session.forgetColumns();
  const settled = known.undoes === null ? [] : session.catalog.labels.settle(known.undoes);
  const target: Action = { id: known.undoes ?? known.id, kind: 'label', summary: '' };
  const changed = relabel(session, settled, target);
  return { action: known.id, at: known.at, changed, summary: `${known.summary}.` };
}

/** A source cannot come back under a name, or with content, that another has by now; nor a plan or a queue. */
function clashOf(session: Session, target: Action, isUndo: boolean): Failure | null {
  const { sources, volumes, actions, balancePlans, queues } = session.catalog;
  for (const change of actions.changes(target.id)) {
    if (change.entity === 'queue') {
      const queue = savedQueue.nullable().parse(JSON.parse(isUndo ? change.before : change.after));
      const other = queue && queues.byName(queue.name);
      if (other && other.id !== change.entityId)
        return { kind: 'queue-name-taken', name: other.name };
    }
    if (change.entity === 'balance-plan') {
      const plan = balancePlan.nullable().parse(JSON.parse(isUndo ? change.before : change.after));
      const other = plan && balancePlans.byName(plan.name);
      if (other && other.id !== change.entityId)
        return { kind: 'plan-name-taken', name: other.name };
    }
    if (change.entity === 'cut' && isOfRemovedCut(session, change, isUndo))
      return { kind: 'cut-removed', changes: [target.summary] };
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

/** Whether a change of the cut would lead to one that is gone, or led away to one and changes nothing now. */
function isOfRemovedCut(session: Session, { before, after }: Change, isUndo: boolean): boolean {
  const cutOf = (text: string) => session.catalog.cuts.known(cutSettings.parse(JSON.parse(text)));
  const isGone = (cut: number | null) => cut === null || !isKept(session, cut);
  const [from, to] = isUndo ? [cutOf(after), cutOf(before)] : [cutOf(before), cutOf(after)];
  return isGone(to) || (isGone(from) && to === session.cut());
}

type Restore = (session: Session, id: number, value: unknown, text: string) => void;

/** How each kind of thing gets back what it was. */
const restores: { readonly [E in Change['entity']]: Restore } = {
  source: (session, id, value) => session.catalog.sources.restore(id, sourceState.parse(value)),
  'voxel-size': (session, id, value) =>
    session.catalog.volumes.giveVoxelSize(id, voxelSize.nullable().parse(value)),
  'volume-files': (session, id, value) =>
    session.catalog.volumes.setFiles(id, volumeFiles.parse(value)),
  threshold: (session, _, value) => session.catalog.settings.set('threshold', String(value)),
  'source-threshold': (session, id, value) =>
    putSourceThreshold(session, id, z.number().nullable().parse(value)),
  model: (session, _, value) => {
    const model = modelByHash(session, z.string().nullable().parse(value));
    if (!model) return;
    session.catalog.settings.set('model', model.hash);
    session.catalog.settings.set('model-kind', model.kind);
    session.forgetScores();
  },
  reasons: (session, _, __, text) => session.catalog.settings.set('reasons', text),
  queue: (session, id, value) => session.catalog.queues.restore(id, value),
  cut: (session, _, value) => {
    const cut = session.catalog.cuts.known(cutSettings.parse(value));
    if (cut === null) return;
    session.catalog.settings.set('cut', String(cut));
    settleCut(session, cut);
  },
  'balance-plan': (session, id, value) => session.catalog.balancePlans.restore(id, value),
  relation: (session, _, value) => restoreVerdict(session, value),
};

function restore(session: Session, change: Change, before: boolean): void {
  const text = before ? change.before : change.after;
  restores[change.entity](session, change.entityId, JSON.parse(text), text);
}

const otherRows: ReadonlySet<Action['kind']> = new Set(['remove-source', 'set-source', 'set-cut']);

function relabel(session: Session, settled: readonly DecidedAddress[], target: Action) {
  // A removed or restored source or another cut changes which rows there are; otherwise only labels change.
  if (otherRows.has(target.kind)) {
    session.forgetColumns();
    return [];
  }
  const { labels } = session.catalog;
  const columns = session.columns();
  const find = rowFinder(session.catalog, columns);
  const annotator = session.annotator();
  return settled.flatMap(({ pass, ...address }) => {
    const row = find(address);
    if (row < 0) return [];
    const label = labels.labelOf(address);
    columns.label[row] = labelCodes.indexOf(label?.value ?? 'none');
    // In a blind pass the label stays hidden: what is shown is what was said in that pass.
    const said = pass === 'first' ? label : labels.besideLabel(address, pass, annotator);
    const { value = 'none', reason = null } = said ?? {};
    return [{ ordinal: columns.ordinal[row] ?? 0, value, reason }];
  });
}
