import type { NearDuplicate } from '../../../../shared/context.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { groupList } from './group-list.ts';
import { groupOfExemplar } from './live-groups.ts';

/**
 * The raw patches that an exemplar stands for, nearest first, without itself.
 *
 * @param most so many are told
 */
export async function nearDuplicates(
  session: Session,
  ordinal: number,
  most: number,
): Promise<Outcome<NearDuplicate[]>> {
  const found = groupOfExemplar(session, ordinal);
  if (!found) return fail({ kind: 'patch-unknown', ordinal });
  const list = await groupList(session, found.realm, found.group);
  const names = patchNames(session);
  const told = Array.from({ length: Math.min(most, list.count) }, (_, at): NearDuplicate => {
    const { place, distance } = list.member(at);
    const { volume, plane, position: index, y0, y1, x0, x1 } = place;
    const volumeName = names.volume(volume)?.name ?? '';
    return { volume, volumeName, plane: planeOf(plane), index, box: { y0, y1, x0, x1 }, distance };
  });
  return succeed(told);
}
