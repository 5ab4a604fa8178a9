// Who stands for whom, by position. Items that nobody has claimed yet stand in a list, in ascending order.
import { distanceOf, hashAt, limit, words } from './hashes';

const nobody: u32 = 0xffffffff;
let owner: usize = 0;          // u32 per position: position of its exemplar, or nobody
let unclaimed: usize = 0;      // u32 positions
let exemplars: usize = 0;      // u32 positions, in the order they were chosen
let block: usize = 0;          // hashes of some exemplars, one after the other
let exemplarCount: i32 = 0;

export function useClaims(owner_: usize, unclaimed_: usize, exemplars_: usize, block_: usize, count: i32, fixed: i32): void {
  owner = owner_; unclaimed = unclaimed_; exemplars = exemplars_; block = block_;
  exemplarCount = 0;
  memory.fill(owner, 0xff, <usize>count << 2);
  for (let i = 0; i < count; i++) store<u32>(unclaimed + (<usize>i << 2), i);
  for (let i = 0; i < fixed; i++) choose(i);
}

export function countExemplars(): i32 {
  return exemplarCount;
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function exemplarAt(i: i32): u32 {
  return load<u32>(exemplars + (<usize>i << 2));
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function unclaimedAt(i: i32): u32 {
  return load<u32>(unclaimed + (<usize>i << 2));
}

function choose(position: u32): void {
  store<u32>(exemplars + (<usize>exemplarCount << 2), position);
  store<u32>(owner + (<usize>position << 2), position);
  exemplarCount++;
}

/** An item belongs to the earliest exemplar of which this is told. */
export function claim(position: u32, exemplar: u32): void {
  const at = owner + (<usize>position << 2);
  if (exemplar < load<u32>(at)) store<u32>(at, exemplar);
}

function ownerOf(position: u32): u32 {
  return load<u32>(owner + (<usize>position << 2));
}

/** Settles items `from`..`to`-1 of the list among themselves; the block must have room for their hashes. */
export function settlePlainly(from: i32, to: i32): void {
  const first = exemplarCount;
  for (let i = from; i < to; i++) {
    const position = unclaimedAt(i);
    const hash = hashAt(position);
    const found = earliestOf(hash, exemplarCount - first);
    if (found >= 0) {
      claim(position, exemplarAt(first + found));
    } else {
      memory.copy(block + <usize>(exemplarCount - first) * (<usize>words << 3), hash, <usize>words << 3);
      choose(position);
    }
  }
}

/** Puts the hashes of `count` exemplars into the block. */
export function takeExemplars(first: i32, count: i32): void {
  for (let i = 0; i < count; i++) {
    memory.copy(block + <usize>i * (<usize>words << 3), hashAt(exemplarAt(first + i)), <usize>words << 3);
  }
}

/** Compares items `from`..`to`-1 of the list with the exemplars in the block, of which `first` is the first. */
export function comparePlainly(from: i32, to: i32, first: i32, count: i32): void {
  for (let i = from; i < to; i++) {
    const position = unclaimedAt(i);
    if (ownerOf(position) != nobody) continue;
    const found = earliestOf(hashAt(position), count);
    if (found >= 0) claim(position, exemplarAt(first + found));
  }
}

/** Of the first `count` in the block. */
function earliestOf(hash: usize, count: i32): i32 {
  if (words > 1) {
    let other = block;
    for (let i = 0; i < count; i++, other += <usize>words << 3) {
      if (distanceOf(hash, other) <= limit) return i;
    }
    return -1;
  }
  const first = load<u64>(hash);
  const above = <i64>limit + 1;
  const end = block + (<usize>count << 3);
  let at = block;
  for (; at + 32 <= end; at += 32) {
    const near =
      (<i64>popcnt<u64>(load<u64>(at) ^ first) - above) | (<i64>popcnt<u64>(load<u64>(at, 8) ^ first) - above) |
      (<i64>popcnt<u64>(load<u64>(at, 16) ^ first) - above) | (<i64>popcnt<u64>(load<u64>(at, 24) ^ first) - above);
    if (near < 0) break;
  }
  for (; at < end; at += 8) {
    if (<i64>popcnt<u64>(load<u64>(at) ^ first) < above) return <i32>((at - block) >> 3);
  }
  return -1;
}

/** Takes those that are claimed out of items `from`..`to`-1 of the list. @returns its new end. */
export function dropClaimed(from: i32, to: i32): i32 {
  let kept = from;
  for (let i = from; i < to; i++) {
    const position = unclaimedAt(i);
    if (ownerOf(position) != nobody) continue;
    store<u32>(unclaimed + (<usize>kept << 2), position);
    kept++;
  }
  return kept;
}
