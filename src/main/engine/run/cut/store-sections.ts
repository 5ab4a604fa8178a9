import type { Plane } from '../../../../shared/patch.ts';
import { planeCode } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

/** Which cross-sections of which cut are stored. */
export interface SectionsOfPlane {
  readonly cut: number;
  readonly volume: number;
  readonly plane: Plane;
  /** patches of each cross-section */
  readonly patchesEach: number;
}

/** A row takes about ten microseconds: so many leave the engine's thread free for whoever looks. */
const sectionsAtOnce = 512;

/**
 * Stores whole cross-sections, some at a time; after a crash those that are missing are hashed again.
 *
 * @param hashes of the patches of each position, one position after another
 */
export async function storeSections(
  session: Session,
  { cut, volume, plane, patchesEach }: SectionsOfPlane,
  positions: readonly number[],
  hashes: Uint8Array,
): Promise<void> {
  const { catalog } = session;
  const bytes = hashes.length / positions.length;
  const code = planeCode(plane);
  for (let from = 0; from < positions.length; from += sectionsAtOnce) {
    if (from > 0) await breath();
    const some = positions.slice(from, from + sectionsAtOnce);
    catalog.commitUnit(() => {
      for (const [i, position] of some.entries()) {
        const own = hashes.subarray((from + i) * bytes, (from + i + 1) * bytes);
        const row = { plane: code, position, patches: patchesEach, hashes: own };
        catalog.crossSections.add(cut, volume, row);
      }
    });
  }
}

/**
 * Joins the rows of boxes of all cross-sections of a plane, when all are there: each row has the hashes
 * of all positions. Until the last cross-section is stored the rows stay.
 *
 * @returns whether all rows were there
 */
export async function joinRows(
  session: Session,
  of: SectionsOfPlane,
  positions: readonly number[],
  rows: number,
): Promise<boolean> {
  const { sectionParts } = session.catalog;
  const code = planeCode(of.plane);
  if (sectionParts.rows(of.cut, of.volume, code).length < rows) return false;
  const parts = sectionParts.ofPlane(of.cut, of.volume, code);
  const all = parts.reduce((sum, { hashes }) => sum + hashes.length, 0);
  const joined = new Uint8Array(all);
  const section = all / positions.length;
  let at = 0;
  for (const { hashes } of parts) {
    const own = hashes.length / positions.length;
    for (let i = 0; i < positions.length; i++) {
      joined.set(hashes.subarray(i * own, (i + 1) * own), i * section + at);
    }
    at += own;
    await breath();
  }
  await storeSections(session, of, positions, joined);
  session.catalog.commitUnit(() => sectionParts.removePlane(of.cut, of.volume, code));
  return true;
}
