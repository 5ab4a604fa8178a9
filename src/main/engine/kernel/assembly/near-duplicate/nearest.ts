// The nearest item of each other group, for some queries at a time.
import { distanceOf, hashAt, limit } from './hashes';

/** Queries note what they meet, rather than claim it. */
export let isNoting: bool = false;
let groups: usize = 0;         // u16 per position
let groupCount: usize = 0;
let slots: usize = 0;          // u64 per query and group: distance and position of the nearest, all ones for none
let touched: usize = 0;        // u32: numbers of the slots that are not empty
let touchedCount: i32 = 0;
let firstQuery: u32 = 0;

const none: u64 = 0xffff_ffff_ffff_ffff;

export function useNearest(groups_: usize, groupCount_: i32, slots_: usize, slotCount: i32, touched_: usize): void {
  isNoting = true;
  groups = groups_; groupCount = groupCount_; slots = slots_; touched = touched_;
  memory.fill(slots, 0xff, <usize>slotCount << 3);
  touchedCount = 0;
}

/** Positions from `first` on are asked about from now on; the slots must be empty. */
export function noteFrom(first: i32): void {
  firstQuery = first;
}

export function countTouched(): i32 {
  return touchedCount;
}

/** Empties the slots that were filled. */
export function forgetTouched(): void {
  for (let i = 0; i < touchedCount; i++) store<u64>(slots + (<usize>load<u32>(touched + (<usize>i << 2)) << 3), none);
  touchedCount = 0;
}

export function note(position: u32, query: u32): void {
  const group = <usize>load<u16>(groups + (<usize>position << 1));
  if (group == <usize>load<u16>(groups + (<usize>query << 1))) return;
  const slot = <usize>(query - firstQuery) * groupCount + group;
  const at = slots + (slot << 3);
  const before = load<u64>(at);
  const now = (<u64>distanceOf(hashAt(position), hashAt(query)) << 32) | <u64>position;
  if (now >= before) return;
  store<u64>(at, now);
  if (before != none) return;
  store<u32>(touched + (<usize>touchedCount << 2), <u32>slot);
  touchedCount++;
}

/** Lets positions `from`..`to`-1 meet all `count`, without an index. */
export function noteAll(from: u32, to: u32, count: u32): void {
  for (let query = from; query < to; query++) {
    const hash = hashAt(query);
    for (let position: u32 = 0; position < count; position++) {
      if (distanceOf(hash, hashAt(position)) <= limit) note(position, query);
    }
  }
}
