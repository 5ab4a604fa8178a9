import type { Label, PatchAddress } from '../../catalog/labels.ts';
import type { PatchFacts } from '../../export/exporter.ts';
import type { Session } from '../project/session.ts';

/** What a data set tells of a patch's label. */
export type FindLabel = (address: PatchAddress) => Pick<PatchFacts, 'decision' | 'reason'>;

const none = { decision: null, reason: null } as const;

/** Finds labels by address; all are read once, since a query for each of a million patches takes minutes. */
export function labelFinder(session: Session): FindLabel {
  const known = new Map<string, Label>();
  for (const label of session.catalog.labels.all()) known.set(keyOf(label.address), label);
  return (address) => {
    const label = known.get(keyOf(address));
    if (!label || label.value === 'none') return none;
    return { decision: label.value, reason: label.reason };
  };
}

const keyOf = ({ contentId, plane, position, y0, y1, x0, x1 }: PatchAddress): string =>
  `${contentId} ${plane} ${position} ${y0} ${y1} ${x0} ${x1}`;
