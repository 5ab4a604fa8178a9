import type { StoredVolume } from '../../catalog/volumes.ts';
import type { Session } from '../project/session.ts';
import { type AwaitedVolumes, readInputs } from './scope-inputs.ts';

/**
 * Whether anything hangs on exemplars that were kept while volumes were missing: a label or a decision on groups
 * that stands, a data set, another cut that de-duplicated the same volumes. Then they stay.
 *
 * @param since what was newest when they were kept
 */
export function isWorkedWith(
  { catalog }: Session,
  cut: number,
  volumes: readonly StoredVolume[],
  since: AwaitedVolumes,
): boolean {
  if (catalog.exports.newest() > since.exported) return true;
  const ids = new Set(volumes.map(({ id }) => id));
  const elsewhere = catalog.cuts
    .all()
    .filter(({ id }) => id !== cut)
    .flatMap(({ id }) => catalog.cuts.scopes(id));
  if (elsewhere.some(({ inputs }) => [...readInputs(inputs).keys()].some((id) => ids.has(id))))
    return true;
  return volumes.some(({ contentId }) => catalog.addresses.saidSince(contentId, since.action));
}
