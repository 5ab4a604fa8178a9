// One chunk of the hash: entries of items, ordered by the value of its bits (their key). Queries are looked up
// in all buckets whose keys differ from theirs in few enough bits.
import { distanceOf, hashAt, limit, words } from './hashes';
import { meet } from './meet';

let firstBit: u32 = 0;
let keyMask: u32 = 0;
let starts: usize = 0;         // u32 per key, and one more: where its entries begin
let firsts: usize = 0;         // u64 per entry: first word of the hash
let places: usize = 0;         // u32 per entry: position of the item
let masks: usize = 0;          // u32: what a key may differ by
let masksEnd: usize = 0;
let queries: usize = 0;        // 16 bytes each: first word of the hash, key, position; by key

const group: i32 = 128;        // queries that share a pass over the masks

export function useChunk(firstBit_: u32, bits: u32, masks_: usize, maskCount: i32, starts_: usize, firsts_: usize, places_: usize, queries_: usize): void {
  firstBit = firstBit_; keyMask = (1 << bits) - 1; masks = masks_; masksEnd = masks_ + (<usize>maskCount << 2);
  starts = starts_; firsts = firsts_; places = places_; queries = queries_;
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function keyOf(hash: usize): usize {
  return (load<u32>(hash + (firstBit >> 3)) >> (firstBit & 7)) & keyMask;
}

/** Enters `count` items, whose positions stand in a list. */
export function enterItems(list: usize, count: i32): void {
  const end = list + (<usize>count << 2);
  memory.fill(starts, 0, <usize>(keyMask + 3) << 2);
  // Counted two places on, summed one place on: after filling, each place holds where its key begins.
  for (let item = list; item < end; item += 4) {
    const at = starts + (keyOf(hashAt(load<u32>(item))) << 2);
    store<u32>(at, load<u32>(at, 8) + 1, 8);
  }
  let sum: u32 = 0;
  const last = starts + (<usize>(keyMask + 1) << 2);
  for (let at = starts + 4; at <= last; at += 4) {
    sum += load<u32>(at);
    store<u32>(at, sum);
  }
  for (let item = list; item < end; item += 4) {
    const position = load<u32>(item);
    const hash = hashAt(position);
    const at = starts + (keyOf(hash) << 2);
    const place = load<u32>(at, 4);
    store<u32>(at, place + 1, 4);
    store<u64>(firsts + (<usize>place << 3), load<u64>(hash));
    store<u32>(places + (<usize>place << 2), position);
  }
}

/** Puts queries, whose positions stand in a list, in the order of their keys' upper bits. @param counters room for 1025 u32. */
export function enterQueries(list: usize, count: i32, counters: usize): void {
  const end = list + (<usize>count << 2);
  const shift: usize = keyMask > 1023 ? 22 - <usize>clz<u32>(keyMask) : 0;
  memory.fill(counters, 0, 4100);
  for (let item = list; item < end; item += 4) {
    const at = counters + ((keyOf(hashAt(load<u32>(item))) >> shift) << 2);
    store<u32>(at, load<u32>(at, 4) + 1, 4);
  }
  for (let at = counters; at < counters + 4096; at += 4) store<u32>(at, load<u32>(at) + load<u32>(at, 4), 4);
  for (let item = list; item < end; item += 4) {
    const position = load<u32>(item);
    const hash = hashAt(position);
    const key = keyOf(hash);
    const at = counters + ((key >> shift) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    const query = queries + (<usize>place << 4);
    store<u64>(query, load<u64>(hash));
    store<u32>(query, <u32>key, 8);
    store<u32>(query, position, 12);
  }
}

/** Lets queries `from`..`to`-1 meet the items that are near them, as far as this chunk tells. */
export function lookUp(from: i32, to: i32): void {
  for (let q = from; q < to; q += group) {
    lookUpGroup(queries + (<usize>q << 4), queries + (<usize>min(q + group, to) << 4));
  }
}

function lookUpGroup(from: usize, to: usize): void {
  const above = <i64>limit + 1;
  for (let m = masks; m < masksEnd; m += 4) {
    const mask = load<u32>(m);
    for (let query = from; query < to; query += 16) {
      const bucket = starts + (<usize>(load<u32>(query, 8) ^ mask) << 2);
      const start = load<u32>(bucket), end = load<u32>(bucket, 4);
      const first = load<u64>(query);
      const last = firsts + (<usize>end << 3);
      let at = firsts + (<usize>start << 3);
      do {
        // What lies behind the bucket's end is compared too: that is cheaper than to ask.
        if (isAnyNear(at, first, above)) meetNear(at, min(at + 64, last), first, load<u32>(query, 12));
        at += 64;
      } while (at < last);
    }
  }
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function isAnyNear(at: usize, first: u64, above: i64): bool {
  return ((<i64>popcnt<u64>(load<u64>(at) ^ first) - above) | (<i64>popcnt<u64>(load<u64>(at, 8) ^ first) - above) |
    (<i64>popcnt<u64>(load<u64>(at, 16) ^ first) - above) | (<i64>popcnt<u64>(load<u64>(at, 24) ^ first) - above) |
    (<i64>popcnt<u64>(load<u64>(at, 32) ^ first) - above) | (<i64>popcnt<u64>(load<u64>(at, 40) ^ first) - above) |
    (<i64>popcnt<u64>(load<u64>(at, 48) ^ first) - above) | (<i64>popcnt<u64>(load<u64>(at, 56) ^ first) - above)) < 0;
}

function meetNear(from: usize, to: usize, first: u64, query: u32): void {
  for (let at = from; at < to; at += 8) {
    if (<i32>popcnt<u64>(load<u64>(at) ^ first) > limit) continue;
    const position = load<u32>(places + ((at - firsts) >> 1));
    if (words == 1 || distanceOf(hashAt(position), hashAt(query)) <= limit) meet(position, query);
  }
}
