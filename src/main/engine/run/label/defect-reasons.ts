import type { Changed } from '../../../../shared/answer.ts';
import { defectReasons, reasonList } from '../../../../shared/decision.ts';
import { succeed } from '../../../../shared/failure.ts';
import type { Session } from '../project/session.ts';

/** Defect reasons of this project, in the order of the digits. */
export function reasonsOf(session: Session): string[] {
  const stored = session.catalog.settings.get('reasons');
  return stored === null ? [...defectReasons] : reasonList.parse(JSON.parse(stored));
}

/** Replaces the list; decisions made with other reasons keep theirs. */
export function setReasons(session: Session, reasons: readonly string[]): Changed {
  const { actions, settings } = session.catalog;
  const before = JSON.stringify(reasonsOf(session));
  const after = JSON.stringify([...new Set(reasons)]);
  const summary = `Set ${reasons.length} defect reasons`;
  const action = session.catalog.commit(() => {
    const id = actions.add(session.annotator(), Date.now(), 'set-reasons', summary);
    actions.addChange(id, { entity: 'reasons', entityId: 0, before, after });
    settings.set('reasons', after);
    return id;
  });
  return succeed({ action, summary: `${summary}.` });
}
