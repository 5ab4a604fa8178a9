import type { LabelReceipt } from '../../../shared/decision.ts';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Action } from '../catalog/actions.ts';
import type { Catalog } from '../catalog/open-catalog.ts';
import { inTurn, settleMany } from './label/many-labels.ts';
import { noteUnderWay } from './project/labels-under-way.ts';
import type { Session } from './project/session.ts';
import { undoOrRedo } from './undo.ts';

/** An action of fewer is taken back in one go. */
const many = 1000;

/** `undoOrRedo`, where the action is of so many labels that others would wait for it. */
export async function undoOrRedoMany(
  session: Session,
  direction: 'undo' | 'redo',
  key: string | null,
): Promise<Outcome<LabelReceipt>> {
  return isNextMany(session, direction, key)
    ? inTurn(session, () => turnMany(session, direction, key))
    : undoOrRedo(session, direction, key);
}

function isNextMany(session: Session, direction: 'undo' | 'redo', key: string | null): boolean {
  const { actions } = session.catalog;
  const target = targetOf(session, direction);
  if (!target || (key !== null && actions.ofRequest(key) !== null)) return false;
  return isMany(session.catalog, target);
}

function targetOf(session: Session, direction: 'undo' | 'redo'): Action | null {
  const { actions } = session.catalog;
  const annotator = session.annotator();
  return direction === 'undo' ? actions.toUndo(annotator) : actions.toRedo(annotator);
}

async function turnMany(
  session: Session,
  direction: 'undo' | 'redo',
  key: string | null,
): Promise<Outcome<LabelReceipt>> {
  const { catalog } = session;
  const { actions } = catalog;
  const target = targetOf(session, direction);
  // While its turn came, it may have become another.
  if (!target || !isNextMany(session, direction, key)) return undoOrRedo(session, direction, key);
  const at = Date.now();
  const action = catalog.commit(() => {
    const id = actions[direction](target, session.annotator(), at);
    if (key !== null) actions.nameRequest(id, key);
    noteUnderWay(catalog, { action: target.id, work: 'settle' });
    return id;
  });
  const changed = await settleMany(session, target.id);
  const done = direction === 'undo' ? 'Took back' : 'Brought back';
  return succeed({ action, at, changed, summary: `${done}: ${target.summary}.` });
}

function isMany({ actions, labels }: Catalog, { id }: Action): boolean {
  return labels.countDecisions(id, many) === many && actions.changes(id).length === 0;
}
