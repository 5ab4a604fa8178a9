import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { RecordedDuplicate } from '../../catalog/recorded-duplicates.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import { keptGroupIndex } from './group-index.ts';
import { placeKey, type Realm } from './group-realm.ts';
import { hammingDistance } from './hamming-distance.ts';
import type { StandingPart } from './live-groups.ts';

/** Patches that stand together in a group, in the order of their places. */
export interface PartMembers {
  readonly count: number;
  /** from the group's exemplar */
  distance(at: number): number;
  place(at: number): PatchPlace;
}

const patchesAtOnce = 4096;

/**
 * The patches of a part of a group.
 *
 * @param hash of the group's exemplar
 * @param exemplar is left out, as are those that were taken out of the part
 */
export async function partMembers(
  session: Session,
  realm: Realm,
  { single, base, without }: StandingPart,
  { hash, ...exemplar }: PatchPlace & { readonly hash: Uint8Array },
): Promise<PartMembers> {
  const leftOut = [exemplar, ...without];
  const listed = new ListedPlaces(hash, leftOut);
  if (single) {
    listed.add(single.place, single.hash);
    return listed;
  }
  const row = session.catalog.exemplars.standing(base);
  if (!row) return listed;
  if (realm.recorded.get(row.volume) === row.scope) {
    listed.add(row, row.hash);
    await addRecorded(session, realm, base, listed);
    return listed;
  }
  return await indexedMembers(session, realm, { base, hash, leftOut });
}

/** Six bytes a patch: where it lies is worked out when it is asked for. */
async function indexedMembers(
  session: Session,
  realm: Realm,
  of: {
    readonly base: number;
    readonly hash: Uint8Array;
    readonly leftOut: readonly PatchPlace[];
  },
): Promise<PartMembers> {
  const index = await keptGroupIndex(session, realm);
  const places = index.places();
  const leftOut = new Set(of.leftOut.map(places.numberOf));
  const patches = index.membersOf(of.base).filter((patch) => !leftOut.has(patch));
  const distances = await index.distances(patches, of.hash);
  return {
    count: patches.length,
    distance: (at) => distances[at] ?? 0,
    place: (at) => places.placeOf(patches[at] ?? 0),
  };
}

/** Those that a data set told of, of volumes that are still as it had them. */
async function addRecorded(
  session: Session,
  realm: Realm,
  ordinal: number,
  listed: ListedPlaces,
): Promise<void> {
  let last: RecordedDuplicate | null = null;
  for (;;) {
    const page: readonly RecordedDuplicate[] = session.catalog.recordedDuplicates.ofExemplar(
      ordinal,
      last,
      patchesAtOnce,
    );
    for (const each of page) if (realm.recorded.has(each.volume)) listed.add(each, each.hash);
    last = page.at(-1) ?? null;
    if (page.length < patchesAtOnce) return;
    await breath();
  }
}

const wordsEach = 6;
const smallEach = 2;

/** Places as columns, so that a large group takes little memory: 28 bytes each. */
class ListedPlaces implements PartMembers {
  count = 0;
  private readonly hash: Uint8Array;
  private readonly leftOut: ReadonlySet<string>;
  private words = new Uint32Array(wordsEach);
  private small = new Uint16Array(smallEach);

  constructor(hash: Uint8Array, leftOut: readonly PatchPlace[]) {
    this.hash = hash;
    this.leftOut = new Set(leftOut.map(placeKey));
  }

  add(place: PatchPlace, hash: Uint8Array): void {
    if (this.leftOut.has(placeKey(place))) return;
    if ((this.count + 1) * wordsEach > this.words.length) this.grow();
    const { volume, position, y0, y1, x0, x1, plane } = place;
    const distance = hammingDistance(hash, this.hash);
    this.words.set([volume, position, y0, y1, x0, x1], this.count * wordsEach);
    this.small.set([plane, distance], this.count * smallEach);
    this.count++;
  }

  distance(at: number): number {
    return this.small[at * smallEach + 1] ?? 0;
  }

  place(at: number): PatchPlace {
    const [volume = 0, position = 0, y0 = 0, y1 = 0, x0 = 0, x1 = 0] = this.words.subarray(
      at * wordsEach,
      (at + 1) * wordsEach,
    );
    return { volume, plane: this.small[at * smallEach] ?? 0, position, y0, y1, x0, x1 };
  }

  private grow(): void {
    const words = new Uint32Array(this.words.length * 2);
    const small = new Uint16Array(this.small.length * 2);
    words.set(this.words);
    small.set(this.small);
    this.words = words;
    this.small = small;
  }
}
