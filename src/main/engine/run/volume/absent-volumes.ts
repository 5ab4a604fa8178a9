import { type Failure, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { Session } from '../project/session.ts';

type Need = Extract<Failure, { kind: 'volumes-not-here' }>['for'];

const mostNamed = 3;

/** Volumes that a project knows from a data set alone: what they look like, but no file. */
export function absentVolumes(session: Session): readonly StoredVolume[] {
  return session.catalog.volumes.all().filter(({ reference }) => reference.kind === 'absent');
}

/**
 * Whether what reads volumes can be done; else failure `volumes-not-here`, which names sources and what to do.
 *
 * @param ofSources no others are needed; null for all
 */
export function volumesHere(
  session: Session,
  need: Need,
  ofSources: ReadonlySet<number> | null = null,
): Outcome<null> {
  const wanted = absentVolumes(session).filter(({ source }) => ofSources?.has(source) ?? true);
  const ids = [...new Set(wanted.map(({ source }) => source))];
  if (ids.length === 0) return succeed(null);
  const names = ids
    .slice(0, mostNamed)
    .map((id) => session.catalog.sources.byId(id)?.name ?? String(id));
  return fail({ kind: 'volumes-not-here', for: need, names, count: ids.length });
}
