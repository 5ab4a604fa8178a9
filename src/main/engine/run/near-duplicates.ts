import type { NearDuplicate } from '../../../shared/context.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { slabShape } from '../slice/read-slab.ts';
import { planeOf } from './plane-codes.ts';
import { volumesAsRecorded } from './recorded-dataset.ts';
import type { Session } from './session.ts';

/**
 * The raw patches that an exemplar stands for, nearest first, without itself: those of its source whose
 * owner it is. Reads the source's rows of cross-sections, about 12 bytes a raw patch.
 *
 * @param most so many are told
 */
export function nearDuplicates(
  session: Session,
  ordinal: number,
  most: number,
): Outcome<NearDuplicate[]> {
  const { catalog } = session;
  const exemplar = catalog.exemplars.byOrdinal(ordinal);
  const volume = exemplar && catalog.volumes.byId(exemplar.volume);
  const cut = session.cut();
  if (!exemplar || !volume || cut === null) return fail({ kind: 'patch-unknown', ordinal });
  const found: NearDuplicate[] = recordedMembers(session, ordinal, exemplar.hash);
  for (const each of catalog.volumes.ofSource(volume.source)) {
    found.push(...membersIn(session, cut, each, ordinal, exemplar.hash));
  }
  const others = found.filter(
    (member) =>
      member.volume !== exemplar.volume ||
      member.index !== exemplar.position ||
      member.plane !== planeOf(exemplar.plane) ||
      member.box.y0 !== exemplar.y0 ||
      member.box.x0 !== exemplar.x0,
  );
  others.sort((a, b) => a.distance - b.distance || a.index - b.index);
  return succeed(others.slice(0, most));
}

/** Those that a data set told of. */
function recordedMembers(session: Session, ordinal: number, hash: Uint8Array): NearDuplicate[] {
  const asRecorded = volumesAsRecorded(session);
  return session.catalog.recordedDuplicates.ofExemplar(ordinal).flatMap((member) => {
    const volume = session.catalog.volumes.byId(member.volume);
    if (!volume || !asRecorded.has(volume.id)) return [];
    const { y0, y1, x0, x1, position: index } = member;
    const distance = hammingDistance(member.hash, hash);
    const box = { y0, y1, x0, x1 };
    const plane = planeOf(member.plane);
    return [{ volume: volume.id, volumeName: volume.name, plane, index, box, distance }];
  });
}

function membersIn(
  session: Session,
  cut: number,
  volume: StoredVolume,
  ordinal: number,
  hash: Uint8Array,
): NearDuplicate[] {
  const { patchSize, mode } = session.settings();
  const found: NearDuplicate[] = [];
  for (const row of session.catalog.crossSections.ofVolume(cut, volume.id)) {
    if (!row.owners) continue;
    const view = new DataView(row.owners.buffer, row.owners.byteOffset, row.owners.byteLength);
    const plane = planeOf(row.plane);
    for (let i = 0; i < row.patches; i++) {
      if (view.getUint32(i * 4, true) !== ordinal) continue;
      const { height, width } = slabShape(volume.shape, plane);
      const box = cropGrid(height, width, patchSize, mode)[i];
      if (!box) continue;
      const own = row.hashes.subarray(i * hash.length, (i + 1) * hash.length);
      const distance = hammingDistance(own, hash);
      const { id, name } = volume;
      found.push({ volume: id, volumeName: name, plane, index: row.position, box, distance });
    }
  }
  return found;
}

/** Bits that differ between two hashes of one length. */
export function hammingDistance(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let i = 0; i < a.length; i++) {
    for (let rest = (a[i] ?? 0) ^ (b[i] ?? 0); rest > 0; rest &= rest - 1) bits++;
  }
  return bits;
}
