import type { LabelReceipt } from '../../../../shared/decision.ts';
import type { ActionKind } from '../../catalog/actions.ts';
import type { DecidedAddress, Decision } from '../../catalog/labels.ts';
import { type FindRow, labelCodes, rowFinder } from '../project/exemplar-columns.ts';
import { atOnce, noteUnderWay, settleInParts } from '../project/labels-under-way.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

// Two hundred thousand labels take ten seconds to record and as many to take back. In one transaction
// nobody else's label would be saved meanwhile, and none could be told apart from it in between.

/**
 * Records any number of decisions as one action. It counts whole or not at all, and others are served in
 * between: killed before it is let in, none of it counts; killed after, the next opening works the labels out.
 */
export function decideMany(
  session: Session,
  what: { readonly kind: ActionKind; readonly summary: string },
  decisions: readonly Decision[],
): Promise<number> {
  return inTurn(session, () => record(session, what, decisions));
}

/** Only one such thing is under way in a project: what is noted of it must tell of all that is. */
export async function inTurn<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const next = (turns.get(session) ?? Promise.resolve()).then(work);
  turns.set(
    session,
    next.catch(() => {}),
  );
  return next;
}

const turns = new WeakMap<Session, Promise<unknown>>();

async function record(
  session: Session,
  { kind, summary }: { readonly kind: ActionKind; readonly summary: string },
  decisions: readonly Decision[],
): Promise<number> {
  const { catalog } = session;
  const { actions, labels } = catalog;
  const action = catalog.commit(() => {
    const id = actions.addHeld(session.annotator(), Date.now(), kind, summary);
    noteUnderWay(catalog, { action: id, work: 'record' });
    return id;
  });
  for (let from = 0; from < decisions.length; from += atOnce) {
    catalog.commitUnit(() => {
      for (const decision of decisions.slice(from, from + atOnce)) labels.decide(action, decision);
    });
    await breath();
  }
  catalog.commit(() => {
    actions.letIn(action);
    noteUnderWay(catalog, { action, work: 'settle' });
  });
  await settleMany(session, action);
  return action;
}

/** More than a window paints. */
const mostTold = 10_000;

/** Works out the labels of an action's addresses and paints them, others served in between. */
export async function settleMany(
  session: Session,
  action: number,
): Promise<LabelReceipt['changed']> {
  const changed: LabelReceipt['changed'][number][] = [];
  for (const settled of settleInParts(session.catalog, action)) {
    const painted = relabel(session, settled);
    if (changed.length < mostTold) changed.push(...painted);
    await breath();
  }
  session.catalog.commit(() => noteUnderWay(session.catalog, null));
  return changed;
}

function relabel(session: Session, settled: readonly DecidedAddress[]): LabelReceipt['changed'] {
  const columns = session.columns();
  const find: FindRow = rowFinder(session.catalog, columns);
  return settled.flatMap(({ pass, ...address }) => {
    const row = find(address);
    if (row < 0 || pass !== 'first') return [];
    const label = session.catalog.labels.labelOf(address);
    columns.label[row] = labelCodes.indexOf(label?.value ?? 'none');
    const { value = 'none', reason = null } = label ?? {};
    return [{ ordinal: columns.ordinal[row] ?? 0, value, reason }];
  });
}
