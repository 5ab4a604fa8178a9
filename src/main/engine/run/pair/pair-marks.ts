import type { Changed } from '../../../../shared/answer.ts';
import type { PairValue, RawAddress } from '../../../../shared/duplicates.ts';
import { type Failure, fail, succeed } from '../../../../shared/failure.ts';
import type { PairMark } from '../../../../shared/pair.ts';
import type { PatchAddress } from '../../catalog/addresses.ts';
import type { PairDecision, StandingPair } from '../../catalog/pair-decisions.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import { hammingDistance } from '../group/hamming-distance.ts';
import { planeCode } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { type PlaceInGrid, placesInGrids } from '../volume/places-in-grids.ts';

/** Two patches and what is said of them. */
export interface MarkedPair {
  readonly a: RawAddress;
  readonly b: RawAddress;
  readonly value: PairValue;
}

/** Records what a person says of a pair; durable when it returns. A keypress that was recorded is only told again. */
export function markPair(session: Session, { key, ...pair }: PairMark): Changed {
  const known = key === null ? null : session.catalog.actions.ofRequest(key);
  if (known) return succeed({ action: known.id, summary: `${known.summary}.` });
  return recordMarks(session, [pair], wordsOf[pair.value], key);
}

const wordsOf: { readonly [V in PairValue]: string } = {
  same: 'Marked a pair as the same',
  different: 'Marked a pair as different',
  unsure: 'Marked a pair as unsure',
  none: 'Took the mark from a pair',
};

/** Records marks as one action; all or, where one of the pairs is not cut, none. */
export function recordMarks(
  session: Session,
  pairs: readonly MarkedPair[],
  summary: string,
  key: string | null = null,
): Changed {
  const { catalog } = session;
  const { hashSize } = session.settings();
  const decisions: PairDecision[] = [];
  const places = placesInGrids(session);
  for (const { a, b, value } of pairs) {
    const [first, second] = [hashedPatch(session, places, a), hashedPatch(session, places, b)];
    if (!first || !second || sameAddress(first.address, second.address)) return fail(notCut);
    decisions.push({
      address: first.address,
      other: second.address,
      distance: hammingDistance(first.hash, second.hash),
      hashSize,
      value,
    });
  }
  const action = catalog.commit(() => {
    const id = catalog.actions.add(session.annotator(), Date.now(), 'pair', summary);
    if (key !== null) catalog.actions.nameRequest(id, key);
    for (const decision of decisions) catalog.pairDecisions.add(id, decision);
    return id;
  });
  return succeed({ action, summary: `${summary}.` });
}

const notCut: Failure = { kind: 'pair-not-cut' };

const sameAddress = (a: PatchAddress, b: PatchAddress): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** A raw patch of the current cut with its hash; null where it is none. */
function hashedPatch(
  session: Session,
  places: PlaceInGrid,
  { volume: id, plane, index, box }: RawAddress,
): { address: PatchAddress; hash: Uint8Array } | null {
  const volume = session.catalog.volumes.byId(id);
  const cut = session.cut();
  if (!volume || cut === null) return null;
  const at = places(volume, planeCode(plane), box);
  const row = session.catalog.crossSections.at(cut, id, planeCode(plane), index);
  if (at < 0 || !row || at >= row.patches) return null;
  const size = bytesPerHash(session.settings().hashSize);
  const { y0, y1, x0, x1 } = box;
  return {
    address: {
      contentId: volume.contentId,
      plane: planeCode(plane),
      position: index,
      ...{ y0, y1, x0, x1 },
    },
    hash: row.hashes.subarray(at * size, (at + 1) * size),
  };
}

/** A mark that counts in the current cut, with the source of its patch. */
export interface CountedMark extends StandingPair {
  readonly source: number;
}

/** The marks of pairs of patches as they are cut and hashed now, and how many others there are. */
export function countedMarks(session: Session): {
  readonly marks: readonly CountedMark[];
  readonly elsewhere: number;
} {
  const { hashSize } = session.settings();
  const volumes = new Map(session.catalog.volumes.all().map((each) => [each.contentId, each]));
  const standing = session.catalog.pairDecisions.standing();
  const places = placesInGrids(session);
  const marks = standing.flatMap((mark): CountedMark[] => {
    const [one, other] = [volumes.get(mark.address.contentId), volumes.get(mark.other.contentId)];
    if (!one || !other || mark.hashSize !== hashSize) return [];
    const isCut =
      places(one, mark.address.plane, mark.address) >= 0 &&
      places(other, mark.other.plane, mark.other) >= 0;
    return isCut ? [{ ...mark, source: one.source }] : [];
  });
  return { marks, elsewhere: standing.length - marks.length };
}
