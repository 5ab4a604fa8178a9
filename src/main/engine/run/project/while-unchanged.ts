import type { Session } from './session.ts';

/** What is worked out from settings, sources, volumes and cuts, kept until one of those changes. */
export function whileUnchanged<T>(workOut: (session: Session) => T): (session: Session) => T {
  const known = new WeakMap<Session, { revision: number; value: T }>();
  return (session) => {
    const kept = known.get(session);
    const revision = session.catalog.revision();
    if (kept?.revision === revision) return kept.value;
    const value = workOut(session);
    known.set(session, { revision, value });
    return value;
  };
}
