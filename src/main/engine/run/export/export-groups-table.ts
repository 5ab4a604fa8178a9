import { csvLine } from '../../../../shared/csv.ts';
import { placeTitles } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { hashHex } from '../../hash/patch-hash.ts';
import { type DuplicateSection, duplicateSections } from '../exemplar/duplicate-sections.ts';
import { hammingDistance } from '../group/hamming-distance.ts';
import { liveOwners } from '../group/live-owners.ts';
import { type PatchNames, patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

/** Columns of the table of groups. Changing them changes the data set's version. */
export const groupTitles = [
  'source',
  'exemplar',
  ...placeTitles,
  'name',
  'hash',
  'distance',
] as const;

/**
 * The near-duplicates of exported exemplars, by source, volume and place, each with the name of its exemplar
 * and the Hamming distance of their hashes; the text comes in pieces. An exemplar itself has no line.
 *
 * @param sources that exemplars are exported of
 * @param ordinals of the exported exemplars; -1 is none
 * @param counted gets the number of lines
 */
export async function* groupTable(
  session: Session,
  sources: ReadonlySet<number>,
  ordinals: Int32Array,
  counted: { members: number },
): AsyncGenerator<string> {
  yield csvLine(groupTitles);
  const cut = session.cut() ?? -1;
  const names = patchNames(session);
  const exemplars = new ExportedExemplars(session, names, ordinals);
  const owners = liveOwners(session);
  const volumes = [...session.catalog.volumes.all()];
  volumes.sort((a, b) => a.source - b.source || a.id - b.id);
  for (const volume of volumes) {
    if (!sources.has(volume.source)) continue;
    for (const section of duplicateSections(session, cut, volume, owners)) {
      for (const lines of sectionLines(names, exemplars, volume, section)) {
        counted.members += lines.length;
        if (lines.length > 0) yield lines.join('');
        await breath();
      }
    }
  }
}

/** A few at a time: a large picture is one section of a hundred thousand patches. */
const patchesAtOnce = 500;

function* sectionLines(
  names: PatchNames,
  exemplars: ExportedExemplars,
  volume: StoredVolume,
  { plane, position, members }: DuplicateSection,
): Generator<string[]> {
  const source = names.source(volume.source)?.name ?? '';
  let lines: string[] = [];
  for (const [i, { owner: ordinal, box, hash }] of members().entries()) {
    if (i % patchesAtOnce === 0 && i > 0) {
      yield lines;
      lines = [];
    }
    const owner = exemplars.find(ordinal);
    if (!owner) continue;
    const name = names.paperName(volume.id, plane, position, box);
    if (owner.volume === volume.id && owner.name === name) continue;
    const { y0, y1, x0, x1 } = box;
    const index = volume.pictureNumber ?? position;
    const place = [volume.name, planeOf(plane), index, y0, y1, x0, x1, name];
    const distance = hammingDistance(hash, owner.hash);
    lines.push(csvLine([source, owner.name, ...place, hashHex(hash), distance]));
  }
  yield lines;
}

interface Exemplar {
  readonly volume: number;
  readonly name: string;
  readonly hash: Uint8Array;
}

/** Finds exported exemplars by ordinal; keeps those used last, since neighbouring sections share them. */
class ExportedExemplars {
  private readonly session: Session;
  private readonly names: PatchNames;
  /** by ordinal: 1 */
  private readonly isExported: Uint8Array;
  private readonly kept = new Map<number, Exemplar>();

  constructor(session: Session, names: PatchNames, ordinals: Int32Array) {
    this.session = session;
    this.names = names;
    this.isExported = new Uint8Array((session.columns().ordinal.at(-1) ?? -1) + 1);
    for (const ordinal of ordinals) if (ordinal >= 0) this.isExported[ordinal] = 1;
  }

  /** Null where the ordinal is not exported. */
  find(ordinal: number): Exemplar | null {
    const known = this.kept.get(ordinal);
    if (known) return known;
    if (this.isExported[ordinal] !== 1) return null;
    const stored = this.session.catalog.exemplars.byOrdinal(ordinal);
    if (!stored) return null;
    const name = this.names.paperName(stored.volume, stored.plane, stored.position, stored);
    const found = { volume: stored.volume, name, hash: stored.hash };
    if (this.kept.size >= 50_000) this.kept.clear();
    this.kept.set(ordinal, found);
    return found;
  }
}
