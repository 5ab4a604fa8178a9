import type {
  GroupMember,
  GroupPage,
  GroupPlaces,
  RawAddress,
} from '../../../../shared/duplicates.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import { type PatchNames, patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { type GroupList, groupList } from './group-list.ts';
import { groupOfExemplar, type StandingGroup } from './live-groups.ts';

/** Some members of the group that an exemplar is in, nearest first. */
export async function groupMembers(
  session: Session,
  asked: { readonly ordinal: number; readonly from: number; readonly count: number },
): Promise<Outcome<GroupPage>> {
  const listed = await listOf(session, asked.ordinal);
  if (!listed.ok) return listed;
  const { group, list } = listed.value;
  const names = patchNames(session);
  const exemplar = { place: list.exemplar, distance: 0, by: group.by };
  const count = Math.max(0, Math.min(asked.count, list.count - asked.from));
  return succeed({
    ordinal: group.ordinal,
    exemplar: memberOf(names, exemplar),
    total: list.count,
    distances: [...list.distances],
    members: Array.from({ length: count }, (_, i) => {
      const { isMerged, ...member } = list.member(asked.from + i);
      return memberOf(names, { ...member, by: isMerged ? 'merged' : null });
    }),
  });
}

/** Where a group's patches lie: its exemplar, then others spread evenly from the nearest to the farthest. */
export async function groupPlacesOf(
  session: Session,
  { ordinal, most }: { readonly ordinal: number; readonly most: number },
): Promise<Outcome<GroupPlaces>> {
  const listed = await listOf(session, ordinal);
  if (!listed.ok) return listed;
  const { list } = listed.value;
  const shown = Math.min(list.count, Math.max(0, most - 1));
  const others = Array.from({ length: shown }, (_, i) => {
    const { place, distance } = list.member(Math.floor((i * list.count) / shown));
    return { address: addressOf(place), distance };
  });
  const places = [{ address: addressOf(list.exemplar), distance: 0 }, ...others];
  const names = patchNames(session);
  const volumes = [...new Set(places.map(({ address }) => address.volume))].flatMap((id) => {
    const volume = names.volume(id);
    if (volume?.kind !== 'volume') return [];
    return [{ volume: id, name: volume.name, shape: volume.shape }];
  });
  return succeed({ total: list.count + 1, places, volumes });
}

async function listOf(
  session: Session,
  ordinal: number,
): Promise<Outcome<{ group: StandingGroup; list: GroupList }>> {
  const found = groupOfExemplar(session, ordinal);
  if (!found) return fail({ kind: 'patch-unknown', ordinal });
  const { realm, group } = found;
  return succeed({ group, list: await groupList(session, realm, group) });
}

function memberOf(
  names: PatchNames,
  { place, distance, by }: { place: PatchPlace; distance: number; by: GroupMember['by'] },
): GroupMember {
  const { volume, plane, position } = place;
  const address = addressOf(place);
  const name = names.stableName(volume, plane, position, address.box);
  return { address, name, volumeName: names.volume(volume)?.name ?? '', distance, by };
}

function addressOf({ volume, plane, position, y0, y1, x0, x1 }: PatchPlace): RawAddress {
  return { volume, plane: planeOf(plane), index: position, box: { y0, y1, x0, x1 } };
}
