import type { Box } from '../../../../shared/patch.ts';
import type { CrossSectionRow } from '../../catalog/cross-sections.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import type { LiveOwners } from '../group/live-owners.ts';
import { planeOf } from '../project/plane-codes.ts';
import { volumesAsRecorded } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';

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
  owners: LiveOwners,
): Generator<DuplicateSection> {
  if (volumesAsRecorded(session).has(volume.id)) {
    yield* recordedSections(session, volume.id, owners);
    return;
  }
  const { crossSections } = session.catalog;
  for (const { plane, position } of crossSections.counts(cut, volume.id)) {
    const members = () => {
      const row = crossSections.at(cut, volume.id, plane, position);
      return row ? membersOf(session, volume, row, owners) : [];
    };
    yield { plane, position, members };
  }
}

/** What a data set told of, and its exemplars that are members of other groups by now. */
function* recordedSections(
  { catalog }: Session,
  volume: number,
  owners: LiveOwners,
): Generator<DuplicateSection> {
  const { recordedDuplicates } = catalog;
  const decided = owners.membersByDecision(volume);
  const sections = new Map<string, { plane: number; position: number }>();
  const told = recordedDuplicates.sections(volume);
  for (const { plane, position } of [...told, ...decided.map(({ place }) => place)]) {
    sections.set(`${plane} ${position}`, { plane, position });
  }
  const inOrder = [...sections.values()].sort(
    (a, b) => a.plane - b.plane || a.position - b.position,
  );
  for (const { plane, position } of inOrder) {
    const members = () => {
      const here = decided.filter(
        ({ place }) => place.plane === plane && place.position === position,
      );
      const all = [
        ...here.map(({ place, owner, hash }) => ({ owner, hash, box: boxOf(place) })),
        ...recordedDuplicates.at(volume, plane, position).map((each) => ({
          owner: owners.of(each.exemplar, each),
          hash: each.hash,
          box: boxOf(each),
        })),
      ];
      return all.sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0);
    };
    yield { plane, position, members };
  }
}

const boxOf = ({ y0, y1, x0, x1 }: Box): Box => ({ y0, y1, x0, x1 });

function membersOf(
  session: Session,
  volume: StoredVolume,
  { plane, position, owners, hashes, patches }: CrossSectionRow,
  live: LiveOwners,
): readonly OwnedPatch[] {
  if (!owners) return [];
  const { patchSize, mode, hashSize } = session.settings();
  const view = new DataView(owners.buffer, owners.byteOffset, owners.byteLength);
  const size = bytesPerHash(hashSize);
  const { height, width } = slabShape(volume.shape, planeOf(plane));
  const boxes = cropGrid(height, width, patchSize, mode);
  return boxes.slice(0, patches).map((box, i) => ({
    owner: live.of(view.getUint32(i * 4, true), { volume: volume.id, plane, position, ...box }),
    box,
    hash: hashes.subarray(i * size, (i + 1) * size),
  }));
}
