import { z } from 'zod';
import type { Place } from '../../shared/decision.ts';
import { rawAddress } from '../../shared/duplicates.ts';
import { type GroupsShown, groupOrders } from './groups-state.ts';

/** A member of a group by its address and how far it is from the exemplar. */
export const heldMember = z.object({ address: rawAddress, distance: z.int() });
export type HeldMember = z.infer<typeof heldMember>;

/** Where a person is among the groups. */
export interface GroupPlace {
  readonly shown: GroupsShown;
  readonly ordinal: number;
  readonly member: HeldMember | null;
}

export const placeOfGroups = 'duplicates';
const showing = z.object({
  // `as`: the keys of groupOrders.
  order: z.enum(Object.keys(groupOrders) as [keyof typeof groupOrders]),
  source: z.int().nullable(),
  seed: z.int(),
  member: heldMember.nullable(),
});

/** A place as the engine keeps it. */
export function keptPlace({ shown, ordinal, member }: GroupPlace): Place {
  const words = { ...shown, member } satisfies z.infer<typeof showing>;
  const screen = placeOfGroups;
  return { screen, showing: JSON.stringify(words), focus: ordinal, top: null, selected: [] };
}

/** A place that the engine kept; null for one that another version wrote, or none. */
export function readPlace(place: Place | null): GroupPlace | null {
  if (place?.focus === undefined || place.focus === null) return null;
  const read = showing.safeParse(parsedOrNull(place.showing));
  if (!read.success) return null;
  const { member, ...shown } = read.data;
  return { shown, ordinal: place.focus, member };
}

/** JSON that anybody may have written. */
export function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
