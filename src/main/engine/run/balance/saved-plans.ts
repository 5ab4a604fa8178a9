import type { Changed } from '../../../../shared/answer.ts';
import type { BalancePlan, BalancePlanRules } from '../../../../shared/balance-plan.ts';
import { noRules } from '../../../../shared/balance-plan.ts';
import { fail, succeed } from '../../../../shared/failure.ts';
import type { Session } from '../project/session.ts';

/** Saves rules under a name; a plan of that name is replaced. Undoable. */
export function savePlan(session: Session, name: string, rules: BalancePlanRules): Changed {
  const known = session.catalog.balancePlans.byName(name);
  const plan = { name, rules, annotator: session.annotator(), at: Date.now() };
  return changePlan(session, `Saved the plan ${name}`, known, (id) => ({ ...plan, id }));
}

/** Gives a plan another name, which no other plan may have. Undoable. */
export function renamePlan(session: Session, id: number, name: string): Changed {
  const { balancePlans } = session.catalog;
  const known = balancePlans.byId(id);
  if (!known) return unknownPlan(session, String(id));
  const holder = balancePlans.byName(name);
  if (holder && holder.id !== id) return fail({ kind: 'plan-name-taken', name });
  const summary = `Renamed the plan ${known.name} to ${name}`;
  return changePlan(session, summary, known, () => ({ ...known, name }));
}

/** Takes a plan out of the list; undo brings it back. Exports made by it say what it was. */
export function removePlan(session: Session, id: number): Changed {
  const known = session.catalog.balancePlans.byId(id);
  if (!known) return unknownPlan(session, String(id));
  return changePlan(session, `Removed the plan ${known.name}`, known, () => null);
}

/** The failure that lists the plans there are. */
export const unknownPlan = (session: Session, given: string) =>
  fail({
    kind: 'option-invalid',
    option: 'plan',
    given,
    known:
      session.catalog.balancePlans
        .all()
        .map(({ name }) => name)
        .join(', ') || 'none saved',
  });

function changePlan(
  session: Session,
  summary: string,
  before: BalancePlan | null,
  after: (id: number) => BalancePlan | null,
): Changed {
  const { balancePlans, actions } = session.catalog;
  const action = session.catalog.commit(() => {
    // Names begin with no space, so that this one is free until it gets its own below.
    const fresh = { name: ` ${actions.newest()}`, rules: noRules, annotator: '', at: 0 };
    const id = before?.id ?? balancePlans.add(fresh);
    const next = after(id);
    balancePlans.restore(id, next);
    const made = actions.add(session.annotator(), Date.now(), 'set-plan', summary);
    actions.addChange(made, {
      entity: 'balance-plan',
      entityId: id,
      before: JSON.stringify(before),
      after: JSON.stringify(next),
    });
    return made;
  });
  return succeed({ action, summary: `${summary}.` });
}
