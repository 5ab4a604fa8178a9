import type { Session } from '../project/session.ts';

/** Labels of each source, whether or not their patches are exemplars of the current cut. */
export function labelsBySource(session: Session): ReadonlyMap<number, number> {
  const sourceOf = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v.source]));
  const counts = new Map<number, number>();
  for (const { contentId, count } of session.catalog.labels.tally()) {
    const source = sourceOf.get(contentId);
    if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + count);
  }
  return counts;
}
