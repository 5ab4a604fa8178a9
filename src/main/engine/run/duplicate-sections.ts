import type { Box } from '../../../shared/patch.ts';
import type { CrossSectionRow } from '../catalog/cross-sections.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import { bytesPerHash } from '../hash/hash-cross-section.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { slabShape } from '../slice/read-slab.ts';
import { planeOf } from './plane-codes.ts';
import { volumesAsRecorded } from './recorded-dataset.ts';
import type { Session } from './session.ts';

/** A raw patch and the exemplar that stands for it. */
export interface OwnedPatch {
  /** ordinal of the exemplar */
  readonly owner: number;
  readonly box: Box;
  readonly hash: Uint8Array;
}

/** A cross-section whose raw patches are known, all of them or the near-duplicates that a data set told of. */
export interface DuplicateSection {
  readonly plane: number;
  readonly position: number;
  /** in the order of the grid; read when asked for */
  members(): readonly OwnedPatch[];
}

/** The cross-sections of a volume in the order plane, position. */
export function* duplicateSections(
  session: Session,
  cut: number,
  volume: StoredVolume,
): Generator<DuplicateSection> {
  const { crossSections, recordedDuplicates } = session.catalog;
  if (volumesAsRecorded(session).has(volume.id)) {
    for (const { plane, position } of recordedDuplicates.sections(volume.id)) {
      const members = () =>
        recordedDuplicates
          .at(volume.id, plane, position)
          .map(({ exemplar: owner, hash, y0, y1, x0, x1 }) => ({
            owner,
            hash,
            box: { y0, y1, x0, x1 },
          }));
      yield { plane, position, members };
    }
    return;
  }
  for (const { plane, position } of crossSections.counts(cut, volume.id)) {
    const members = () => {
      const row = crossSections.at(cut, volume.id, plane, position);
      return row ? membersOf(session, volume, row) : [];
    };
    yield { plane, position, members };
  }
}

function membersOf(
  session: Session,
  volume: StoredVolume,
  { plane, owners, hashes, patches }: CrossSectionRow,
): readonly OwnedPatch[] {
  if (!owners) return [];
  const { patchSize, mode, hashSize } = session.settings();
  const view = new DataView(owners.buffer, owners.byteOffset, owners.byteLength);
  const size = bytesPerHash(hashSize);
  const { height, width } = slabShape(volume.shape, planeOf(plane));
  const boxes = cropGrid(height, width, patchSize, mode);
  return boxes.slice(0, patches).map((box, i) => ({
    owner: view.getUint32(i * 4, true),
    box,
    hash: hashes.subarray(i * size, (i + 1) * size),
  }));
}
