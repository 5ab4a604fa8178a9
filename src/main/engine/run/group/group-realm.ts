import { createHash, type Hash } from 'node:crypto';
import { scopeOf } from '../../../../shared/cut.ts';
import type { PatchAddress } from '../../catalog/addresses.ts';
import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { planeOf } from '../project/plane-codes.ts';
import { readGrowth, readName, scopeName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { whileUnchanged } from '../project/while-unchanged.ts';

/**
 * Patches among which groups may be joined: those of a de-duplication scope, or of the scopes that a data set
 * came in with, one a volume, where its groups reach over the volumes of a source.
 */
export interface Realm {
  readonly name: string;
  readonly cut: number;
  readonly scopes: ReadonlySet<number>;
  /** tells what the scopes were kept from: another one for other groups */
  readonly stamp: string;
  /** scopes of volumes as a data set had them, by volume */
  readonly recorded: ReadonlyMap<number, number>;
  has(volume: StoredVolume): boolean;
}

/** A patch of a realm, and the exemplar that de-duplication grouped it under. */
export interface RealmPatch {
  readonly key: string;
  /** that an exemplar made of it belongs to */
  readonly scope: number;
  readonly place: PatchPlace;
  readonly hash: Uint8Array;
  readonly base: { readonly ordinal: number; readonly key: string };
}

/** Tells patches of a realm apart. */
export const placeKey = ({ volume, plane, position, y0, x0 }: PatchPlace): string =>
  `${volume} ${plane} ${position} ${y0} ${x0}`;

/** The realm of each scope of the current cut that is whole. */
export const realmsOfScopes: (session: Session) => ReadonlyMap<number, Realm> = whileUnchanged(
  (session) => {
    const cut = session.cut();
    return cut === null ? new Map() : realmsOfCut(session, cut);
  },
);

/** The realm of each scope of a cut that is whole. */
export function realmsOfCut({ catalog }: Session, cut: number): ReadonlyMap<number, Realm> {
  const settings = catalog.cuts.settings(cut);
  const perVolume = settings !== null && scopeOf(settings) === 'volume';
  const scopes = catalog.cuts.scopes(cut).filter(({ complete }) => complete);
  const realms = new Map<
    string,
    { scopes: Set<number>; recorded: Map<number, number>; hash: Hash }
  >();
  const names = new Map<number, string>();
  for (const { id, name: full, inputs } of scopes) {
    // What a scope grew by belongs to it.
    const { name: text } = readGrowth(full);
    const name = readName(text);
    if (!name) continue;
    const volume = name.kind === 'data-set' ? catalog.volumes.byId(name.id) : null;
    const alone = perVolume && volume?.kind === 'volume';
    const own = alone ? scopeName({ kind: 'volume', id: name.id }) : text;
    const joined = volume && !alone ? scopeName({ kind: 'source', id: volume.source }) : own;
    const realm = realms.get(joined) ?? {
      scopes: new Set(),
      recorded: new Map(),
      hash: createHash('sha256'),
    };
    realms.set(joined, realm);
    realm.scopes.add(id);
    // Ids of scopes are given again, ordinals never are.
    realm.hash.update(`${cut} ${id} ${catalog.exemplars.firstOf(id)} ${inputs}\n`);
    if (volume) realm.recorded.set(volume.id, id);
    names.set(id, joined);
  }
  const made = new Map(
    [...realms].map(([name, { scopes: ids, recorded, hash }]): [string, Realm] => [
      name,
      { name, cut, scopes: ids, recorded, stamp: hash.digest('hex'), has: membership(name) },
    ]),
  );
  return new Map([...names].flatMap(([id, name]) => withRealm(id, made.get(name))));
}

const withRealm = (id: number, realm: Realm | undefined): [number, Realm][] =>
  realm ? [[id, realm]] : [];

function membership(name: string): Realm['has'] {
  const parsed = readName(name);
  return (volume) => (parsed?.kind === 'volume' ? volume.id : volume.source) === parsed?.id;
}

/** Finds the patch of an address in a realm; null where it is not cut, or is another realm's. */
export function patchInRealm(
  session: Session,
  realm: Realm,
  address: PatchAddress,
): RealmPatch | null {
  for (const volume of session.catalog.volumes.ofContent(address.contentId)) {
    if (!realm.has(volume)) continue;
    const { contentId: _, ...at } = address;
    const found = patchAt(session, realm, volume, { volume: volume.id, ...at });
    if (found) return found;
  }
  return null;
}

/** The patch at a place of a volume of a realm. */
export function patchAt(
  session: Session,
  realm: Realm,
  volume: StoredVolume,
  place: PatchPlace,
): RealmPatch | null {
  const recorded = realm.recorded.get(volume.id);
  return recorded === undefined
    ? patchOfSection(session, realm, volume, place)
    : recordedPatch(session, realm, recorded, place);
}

function patchOfSection(
  session: Session,
  realm: Realm,
  volume: StoredVolume,
  place: PatchPlace,
): RealmPatch | null {
  const { catalog } = session;
  const settings = catalog.cuts.settings(realm.cut);
  const row = catalog.crossSections.at(realm.cut, volume.id, place.plane, place.position);
  if (!settings || !row?.owners) return null;
  const { height, width } = slabShape(volume.shape, planeOf(place.plane));
  const boxes = cropGrid(height, width, settings.patchSize, settings.mode);
  const at = boxes.findIndex(
    ({ y0, y1, x0, x1 }) =>
      y0 === place.y0 && x0 === place.x0 && y1 === place.y1 && x1 === place.x1,
  );
  if (at < 0 || at >= row.patches) return null;
  const size = bytesPerHash(settings.hashSize);
  const owner = new DataView(row.owners.buffer, row.owners.byteOffset).getUint32(at * 4, true);
  const hash = row.hashes.slice(at * size, (at + 1) * size);
  return based(session, realm, owner, { place, hash, scope: null });
}

/** A patch that a data set told of: an exemplar of its own, or a near-duplicate. */
function recordedPatch(
  session: Session,
  realm: Realm,
  scope: number,
  place: PatchPlace,
): RealmPatch | null {
  const { exemplars, recordedDuplicates } = session.catalog;
  const own = exemplars.standingAt(scope, place);
  if (own && own.grouped > 0) {
    return based(session, realm, own.ordinal, { place, hash: own.hash, scope });
  }
  const told = recordedDuplicates.atPlace(place);
  if (!told || told.y1 !== place.y1 || told.x1 !== place.x1) return null;
  return based(session, realm, told.exemplar, { place, hash: told.hash, scope });
}

function based(
  { catalog }: Session,
  { scopes }: Realm,
  owner: number,
  patch: { place: PatchPlace; hash: Uint8Array; scope: number | null },
): RealmPatch | null {
  const base = catalog.exemplars.standing(owner);
  if (!base || !scopes.has(base.scope)) return null;
  const { place, hash } = patch;
  return {
    key: placeKey(place),
    scope: patch.scope ?? base.scope,
    place,
    hash,
    base: { ordinal: base.ordinal, key: placeKey(base) },
  };
}
