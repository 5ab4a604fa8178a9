import { z } from 'zod';
import type { DecidedAddress } from '../../catalog/labels.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { Steps } from '../turn/breath.ts';

/** Decisions in one transaction: some milliseconds. */
export const atOnce = 200;

/**
 * What is under way: decisions of an action that is not let in yet, which do not count; or labels that follow
 * from one that was let in, taken back or brought back, and are worked out a part at a time.
 */
const underWay = z.object({ action: z.int(), work: z.enum(['record', 'settle']) });
type UnderWay = z.infer<typeof underWay>;

/** Notes what is under way, for the next opening should the program end meanwhile; null is nothing. */
export const noteUnderWay = (catalog: Catalog, what: UnderWay | null): void =>
  catalog.settings.set('many-labels', JSON.stringify(what));

/** Works out the labels of an action's addresses, each part in a transaction of some milliseconds. */
export function* settleInParts(
  catalog: Catalog,
  action: number,
): Generator<readonly DecidedAddress[], void, undefined> {
  for (let after = 0; ; ) {
    const { settled, last } = catalog.commitUnit(() =>
      catalog.labels.settleSome(action, after, atOnce),
    );
    if (last === null) return;
    after = last;
    yield settled;
  }
}

/** Ends what was under way when the program was: decisions that never counted go, labels are worked out. */
export function* finishManyLabels(catalog: Catalog): Steps<void> {
  const found = underWay
    .nullable()
    .parse(JSON.parse(catalog.settings.get('many-labels') ?? 'null'));
  if (!found) return;
  const { action, work } = found;
  if (work === 'record') {
    while (catalog.commitUnit(() => catalog.labels.dropSome(action, atOnce)) > 0) yield;
  } else {
    for (const _ of settleInParts(catalog, action)) yield;
  }
  catalog.commit(() => noteUnderWay(catalog, null));
}
