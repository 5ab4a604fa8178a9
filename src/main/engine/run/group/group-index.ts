import type { CutMode } from '../../../../shared/cut.ts';
import type { Box } from '../../../../shared/patch.ts';
import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import type { Realm } from './group-realm.ts';
import { hammingDistanceAt } from './hamming-distance.ts';

/**
 * Every raw patch of a realm by the exemplar that de-duplication grouped it under: 4 bytes and a hash a
 * patch, 8 bytes an exemplar. Patches are numbered in the order volume, plane, position and grid.
 */
export interface GroupIndex {
  readonly bytes: number;
  /** Numbers of an exemplar's patches, itself among them, ascending. */
  membersOf(ordinal: number): Uint32Array;
  /** Hamming distances of patches from a hash. */
  distances(patches: Uint32Array, hash: Uint8Array): Promise<Uint16Array>;
  places(): PatchPlaces;
}

/** Which patch lies where; keeps no hashes alive. */
export interface PatchPlaces {
  /** Quickest for ascending numbers. */
  placeOf(patch: number): PatchPlace;
  /** -1 for a place where no patch of the realm lies. */
  numberOf(place: PatchPlace): number;
}

/** A cross-section and the number of its first patch. */
interface Section {
  readonly volume: StoredVolume;
  readonly plane: number;
  readonly position: number;
  readonly first: number;
}

const patchesAtOnce = 65_536;

/** Reads a realm's cross-sections in slices of a few milliseconds: about a second for a million patches. */
export async function groupIndex(session: Session, realm: Realm): Promise<GroupIndex> {
  const { hashSize, patchSize, mode } = session.settings();
  const size = bytesPerHash(hashSize);
  const { sections, count } = await sectionsOf(session, realm);
  const owners = new Uint32Array(count);
  const hashes = new Uint8Array(count * size);
  let read = 0;
  for (const { volume, plane, position, first } of sections) {
    const row = session.catalog.crossSections.at(realm.cut, volume.id, plane, position);
    if (!row?.owners) continue;
    new Uint8Array(owners.buffer).set(row.owners, first * 4);
    hashes.set(row.hashes, first * size);
    read += row.patches + 500;
    if (read > patchesAtOnce / 4) {
      read = 0;
      await breath();
    }
  }
  const { ordinals, starts, members } = await sortByOwner(owners);
  return {
    bytes: count * (4 + size) + ordinals.length * 8 + sections.length * 100,
    membersOf(ordinal) {
      const at = placeIn(ordinals, ordinal);
      return at < 0 ? new Uint32Array(0) : members.subarray(starts[at], starts[at + 1]);
    },
    distances: (patches, hash) => distancesFrom(hash, hashes, patches),
    places: () => patchPlaces(sections, patchSize, mode),
  };
}

async function sectionsOf({ catalog }: Session, realm: Realm) {
  const sections: Section[] = [];
  let count = 0;
  for (const volume of catalog.volumes.all()) {
    if (!realm.has(volume) || realm.recorded.has(volume.id)) continue;
    if (!catalog.cuts.volumeInputs(realm.cut, volume.id)?.complete) continue;
    for (const { plane, position, patches } of catalog.crossSections.counts(realm.cut, volume.id)) {
      sections.push({ volume, plane, position, first: count });
      count += patches;
    }
    await breath();
  }
  return { sections, count };
}

/** A counting sort; for its while 4 bytes for each ordinal between the realm's first and last. */
async function sortByOwner(owners: Uint32Array) {
  let [first, last] = [0xffffffff, 0];
  await each(owners.length, (at) => {
    const owner = owners[at] ?? 0;
    if (owner < first) first = owner;
    if (owner > last) last = owner;
  });
  const ends = new Uint32Array(Math.max(0, last - first + 1));
  await each(owners.length, (at) => {
    const slot = (owners[at] ?? 0) - first;
    ends[slot] = (ends[slot] ?? 0) + 1;
  });
  let exemplars = 0;
  await each(ends.length, (slot) => {
    if ((ends[slot] ?? 0) > 0) exemplars++;
  });
  const ordinals = new Uint32Array(exemplars);
  const starts = new Uint32Array(exemplars + 1);
  let [at, sum] = [0, 0];
  await each(ends.length, (slot) => {
    const members = ends[slot] ?? 0;
    if (members === 0) return;
    ordinals[at] = first + slot;
    starts[at++] = sum;
    ends[slot] = sum;
    sum += members;
  });
  starts[exemplars] = sum;
  const members = new Uint32Array(owners.length);
  await each(owners.length, (patch) => {
    const slot = (owners[patch] ?? 0) - first;
    const to = ends[slot] ?? 0;
    members[to] = patch;
    ends[slot] = to + 1;
  });
  return { ordinals, starts, members };
}

/** A loop that lets others be served every few hundred microseconds. */
async function each(count: number, visit: (at: number) => void): Promise<void> {
  for (let from = 0; from < count; from += patchesAtOnce) {
    const to = Math.min(count, from + patchesAtOnce);
    for (let at = from; at < to; at++) visit(at);
    if (to < count) await breath();
  }
}

function placeIn(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value ? low : -1;
}

async function distancesFrom(hash: Uint8Array, hashes: Uint8Array, patches: Uint32Array) {
  const distances = new Uint16Array(patches.length);
  const size = hash.length;
  await each(patches.length, (at) => {
    distances[at] = hammingDistanceAt(hashes, (patches[at] ?? 0) * size, hash);
  });
  return distances;
}

function patchPlaces(sections: readonly Section[], patchSize: number, mode: CutMode): PatchPlaces {
  let at = 0;
  let known = { height: -1, width: -1, boxes: [] as readonly Box[] };
  const boxesOf = ({ volume, plane }: Section): readonly Box[] => {
    const { height, width } = slabShape(volume.shape, planeOf(plane));
    if (known.height !== height || known.width !== width) {
      known = { height, width, boxes: cropGrid(height, width, patchSize, mode) };
    }
    return known.boxes;
  };
  return {
    placeOf(patch) {
      const [first, next] = [sections[at]?.first ?? 0, sections[at + 1]?.first];
      if (patch < first || (next ?? Number.POSITIVE_INFINITY) <= patch) {
        at = lastSectionUpTo(sections, patch, patch < first ? 0 : at);
      }
      const section = sections[at];
      const box = section && boxesOf(section)[patch - section.first];
      if (!box) throw new Error(`There is no patch ${patch}.`);
      const { volume, plane, position } = section;
      return { volume: volume.id, plane, position, ...box };
    },
    numberOf({ volume, plane, position, y0, x0 }) {
      const section = sections.find(
        (each) => each.position === position && each.plane === plane && each.volume.id === volume,
      );
      if (!section) return -1;
      const box = boxesOf(section).findIndex((each) => each.y0 === y0 && each.x0 === x0);
      return box < 0 ? -1 : section.first + box;
    },
  };
}

/** The last section that begins at or before a patch. */
function lastSectionUpTo(sections: readonly Section[], patch: number, from: number): number {
  let [low, high] = [from, sections.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.first ?? 0) <= patch) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Indexes of realms looked at last: so many bytes at most, but for the newest. */
const mostBytes = 64 * 1024 * 1024;
const kept = new WeakMap<Session, Map<string, Promise<GroupIndex>>>();

/** The index of a realm, built when first asked for. */
export async function keptGroupIndex(session: Session, realm: Realm): Promise<GroupIndex> {
  const indexes = kept.get(session) ?? new Map<string, Promise<GroupIndex>>();
  kept.set(session, indexes);
  const asked = indexes.get(realm.stamp) ?? groupIndex(session, realm);
  indexes.delete(realm.stamp);
  indexes.set(realm.stamp, asked);
  try {
    await asked;
  } catch (error) {
    indexes.delete(realm.stamp);
    throw error;
  }
  await forgetOldest(indexes);
  return asked;
}

async function forgetOldest(indexes: Map<string, Promise<GroupIndex>>): Promise<void> {
  const built = await Promise.all(
    [...indexes].map(async ([stamp, index]) => ({ stamp, bytes: (await index).bytes })),
  );
  let total = built.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { stamp, bytes } of built.slice(0, -1)) {
    if (total <= mostBytes) return;
    indexes.delete(stamp);
    total -= bytes;
  }
}
