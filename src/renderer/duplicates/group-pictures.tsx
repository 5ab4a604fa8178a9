import { type Display, patchPicturePath, plainDisplay } from '../../shared/display.ts';
import type { GroupMember } from '../../shared/duplicates.ts';
import type { ComparedPicture } from '../element/compared-picture.tsx';
import { counted } from '../element/numbers.ts';
import { ScaleBar } from '../element/scale-bar.tsx';
import { VolumeAbsent } from '../patch-work/volume-absent.tsx';
import type { Desk } from './group-actions.ts';
import { memberPicture } from './member-grid.tsx';

/** Grey levels as they were cut: what hashes are made from, and what is subtracted. */
const asStored: Display = { ...plainDisplay, contrast: 'as-stored' };

/** The exemplar, and the member in focus with the grey levels of the exemplar; null where there is none. */
export function comparedIn(
  { head, group, absent, members: { member } }: Desk,
  drawn: {
    readonly project: string;
    readonly display: Display;
    readonly hasScale: boolean;
  },
): { first: ComparedPicture; second: ComparedPicture | null } {
  const { project, display } = drawn;
  const { ordinal } = head;
  // Along another plane a pixel may measure something else.
  const scaleOf = ({ address }: GroupMember) =>
    drawn.hasScale && address.plane === group.plane ? (
      <ScaleBar pixels={longerEdge(address)} shown={256} pixelNm={group.pixelNm?.x ?? null} />
    ) : null;
  const first = {
    shown: patchPicturePath(project, ordinal, display),
    stored: patchPicturePath(project, ordinal, asStored),
    caption: 'Exemplar',
    scale: scaleOf(head.exemplar),
  };
  // A member that is still being fetched keeps its place.
  const coming = head.total > 0 ? { ...first, caption: 'Member', missing: <span /> } : null;
  if (!member || !absent) return { first, second: coming };
  const isAbsent = absent.has(member.address.volume);
  const second = {
    shown: memberPicture(project, member, ordinal, display),
    stored: memberPicture(project, member, ordinal, asStored),
    caption: `Member, ${counted(member.distance, 'bit')}`,
    scale: scaleOf(member),
    missing: isAbsent ? <VolumeAbsent volume={member.volumeName} /> : null,
  };
  return { first, second };
}

/** A patch is drawn within a square of its longer edge. */
const longerEdge = ({ box }: GroupMember['address']): number =>
  Math.max(box.y1 - box.y0, box.x1 - box.x0);
