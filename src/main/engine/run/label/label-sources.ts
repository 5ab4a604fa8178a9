import type { Session } from '../project/session.ts';

/** Labels of each source, whether or not their patches are exemplars of the current cut. */
export function labelsBySource(session: Session): ReadonlyMap<number, number> {
  const sourceOf = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v.source]));
  const counts = new Map<number, number>();
  for (const { address } of session.catalog.labels.all()) {
    const source = sourceOf.get(address.contentId);
    if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}
