// Exact greedy de-duplication: each visited item goes to the earliest exemplar within the limit,
// or becomes an exemplar itself. Two ways to find that exemplar: looking at all of them in order, or
// at those that agree with the item, up to a few bits, in one of several chunks of the hash.
//
// The caller lays the tables out in memory and passes their addresses once, through `prepare`.

let words: i32 = 1;          // 64-bit words of a hash
let limit: i32 = 0;
let hashes: usize = 0;       // items, in the caller's order, `words` words each
let order: usize = 0;        // u32 item of each visit
let owner: usize = 0;        // u32 per item: exemplar's item
let exemplars: usize = 0;    // u32 item of each exemplar
let exemplarHashes: usize = 0;
let exemplarCount: i32 = 0;
let chunks: usize = 0;       // see chunkBytes
let chunkCount: i32 = 0;
let spill: usize = 0;          // u32 exemplars whose bucket was full, in ascending order
let spilled: i32 = 0;
let counters: usize = 0;       // 1025 u32, for sorting
let work: f64 = 0;           // comparisons; looking into a bucket counts as `bucketCost`

// One chunk: u32 each of first bit, key mask, address of the masks, how many, address of the
// buckets, address of the first words, address of the exemplar numbers, and one unused.
const chunkBytes: usize = 32;
// One bucket: u32 start, u32 end (of what is filled), in entries; its room ends where the next starts.
const bucketBytes: usize = 8;
const bucketCost: f64 = 8;
const group: i32 = 128;       // queries that share a pass over the masks


export function prepare(
  words_: i32, limit_: i32, hashes_: usize, order_: usize, owner_: usize, exemplars_: usize, exemplarHashes_: usize,
): void {
  words = words_; limit = limit_; hashes = hashes_; order = order_; owner = owner_;
  exemplars = exemplars_; exemplarHashes = exemplarHashes_;
  exemplarCount = 0; chunkCount = 0; spilled = 0;
}

export function takeWork(): f64 {
  const taken = work;
  work = 0;
  return taken;
}

export function countSpilled(): i32 {
  return spilled;
}

export function countExemplars(): i32 {
  return exemplarCount;
}

/** The first `count` visits become exemplars, whatever lies near them. */
export function fix(count: i32): void {
  for (let k = 0; k < count; k++) {
    const item = load<u32>(order + (<usize>k << 2));
    settle(item, hashes + <usize>item * (<usize>words << 3), -1);
  }
}

/** Visits until `to`, or until there are `enough` exemplars, looking at all of them. @returns the next visit. */
export function visitPlainly(from: i32, to: i32, enough: i32): i32 {
  let k = from;
  for (; k < to && exemplarCount < enough; k++) {
    const item = load<u32>(order + (<usize>k << 2));
    const hash = hashes + <usize>item * (<usize>words << 3);
    settle(item, hash, earliestFrom(0, hash));
  }
  return k;
}

/**
 * Visits `from`..`to`-1 by the index, which must have room: first the exemplars that were there before
 * are looked up for all of them, chunk by chunk in the order of their keys, so that neighbouring
 * buckets are in the cache; then, one by one, the exemplars that the batch itself made.
 *
 * @param batch room for (to - from) * 24 bytes. @returns `to`.
 */
export function visitIndexed(from: i32, to: i32, batch: usize): i32 {
  const count = to - from;
  const before = exemplarCount;
  const queries = batch;
  const sorted = batch + (<usize>count << 3);
  for (let q = 0; q < count; q++) {
    const query = queries + (<usize>q << 3);
    store<u32>(query, load<u32>(order + (<usize>(from + q) << 2)));
    store<i32>(query, -1, 4);
  }
  for (let c = 0; c < chunkCount; c++) {
    const chunk = chunks + <usize>c * chunkBytes;
    sortByKey(chunk, queries, count, sorted);
    for (let q = 0; q < count; q += group) lookUp(chunk, sorted + (<usize>q << 4), min(group, count - q));
  }
  compareSpilled(queries, count);
  for (let q = 0; q < count; q++) {
    const query = queries + (<usize>q << 3);
    const item = load<u32>(query);
    const hash = hashes + <usize>item * (<usize>words << 3);
    const found = load<i32>(query, 4);
    settle(item, hash, found < 0 ? earliestFrom(before, hash) : found);
  }
  return to;
}

function settle(item: u32, hash: usize, found: i32): void {
  if (found < 0) addExemplar(item, hash);
  const claimed = found < 0 ? item : load<u32>(exemplars + (<usize>found << 2));
  store<u32>(owner + (<usize>item << 2), claimed);
}

function addExemplar(item: u32, hash: usize): void {
  store<u32>(exemplars + (<usize>exemplarCount << 2), item);
  memory.copy(hashOf(exemplarCount), hash, <usize>words << 3);
  for (let c = 0; c < chunkCount; c++) enter(chunks + <usize>c * chunkBytes, hash, exemplarCount);
  exemplarCount++;
}

function earliestFrom(start: i32, hash: usize): i32 {
  const first = load<u64>(hash);
  const most = limit, count = exemplarCount;
  let i = start;
  let found = -1;
  if (words == 1) {
    for (; i < count; i++) {
      if (<i32>popcnt<u64>(load<u64>(exemplarHashes + (<usize>i << 3)) ^ first) <= most) { found = i; break; }
    }
  } else {
    for (; i < count; i++) if (isNear(hash, i)) { found = i; break; }
  }
  work += <f64>(i - start);
  return found;
}

function isNear(hash: usize, exemplar: i32): bool {
  const other = hashOf(exemplar);
  let distance = 0;
  for (let w: usize = 0; w < <usize>words << 3; w += 8) {
    distance += <i32>popcnt<u64>(load<u64>(hash + w) ^ load<u64>(other + w));
    if (distance > limit) return false;
  }
  return true;
}

function keyOf(chunk: usize, hash: usize): u32 {
  const bit = load<u32>(chunk);
  return (load<u32>(hash + (bit >> 3)) >> (bit & 7)) & load<u32>(chunk, 4);
}

function enter(chunk: usize, hash: usize, exemplar: i32): void {
  const bucket = <usize>load<u32>(chunk, 16) + <usize>keyOf(chunk, hash) * bucketBytes;
  const end = load<u32>(bucket, 4);
  if (end == load<u32>(bucket, 8)) {
    store<u32>(spill + (<usize>spilled << 2), exemplar);
    spilled++;
    return;
  }
  store<u64>(<usize>load<u32>(chunk, 20) + (<usize>end << 3), load<u64>(hash));
  store<u32>(<usize>load<u32>(chunk, 24) + (<usize>end << 2), exemplar);
  store<u32>(bucket, end + 1, 4);
}

/** Gives each bucket of a chunk, zeros before, room for a quarter more exemplars. @returns entries needed. */
export function layBuckets(chunk: usize): u32 {
  const buckets = <usize>load<u32>(chunk, 16);
  for (let i = 0; i < exemplarCount; i++) {
    const bucket = buckets + <usize>keyOf(chunk, hashOf(i)) * bucketBytes;
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
  const last = buckets + (<usize>load<u32>(chunk, 4) + 1) * bucketBytes;
  let start: u32 = 0;
  for (let bucket = buckets; bucket < last; bucket += bucketBytes) {
    const now = load<u32>(bucket);
    store<u32>(bucket, start);
    store<u32>(bucket, start, 4);
    // Four standard deviations of chance: few buckets overflow, and those may.
    const more = <f64>now / 4;
    start += now + <u32>(more + 4 * sqrt<f64>(more + 0.25));
  }
  store<u32>(last, start);
  return start;
}

/** Enters all exemplars into the chunks laid out, from now on every new one too; 0 chunks: no index. */
export function fillIndex(chunks_: usize, chunkCount_: i32, spill_: usize, counters_: usize): void {
  chunks = chunks_; counters = counters_; chunkCount = chunkCount_; spill = spill_; spilled = 0;
  for (let c = 0; c < chunkCount; c++) {
    const chunk = chunks + <usize>c * chunkBytes;
    for (let i = 0; i < exemplarCount; i++) enter(chunk, hashOf(i), i);
  }
}

function hashOf(exemplar: i32): usize {
  return exemplarHashes + <usize>exemplar * (<usize>words << 3);
}

/** Sorted entries: u64 first word of the hash, u32 address of the query, u32 key. */
function sortByKey(chunk: usize, queries: usize, count: i32, sorted: usize): void {
  const most = load<u32>(chunk, 4);
  const shift: u32 = most > 1023 ? 22 - <u32>clz<u32>(most) : 0;
  memory.fill(counters, 0, 4100);
  for (let q = 0; q < count; q++) {
    const key = keyOf(chunk, hashes + <usize>load<u32>(queries + (<usize>q << 3)) * (<usize>words << 3));
    const at = counters + (<usize>(key >> shift) << 2);
    store<u32>(at, load<u32>(at, 4) + 1, 4);
  }
  for (let at = counters; at < counters + 4096; at += 4) store<u32>(at, load<u32>(at) + load<u32>(at, 4), 4);
  for (let q = 0; q < count; q++) {
    const query = queries + (<usize>q << 3);
    const hash = hashes + <usize>load<u32>(query) * (<usize>words << 3);
    const key = keyOf(chunk, hash);
    const at = counters + (<usize>(key >> shift) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    const entry = sorted + (<usize>place << 4);
    store<u64>(entry, load<u64>(hash));
    store<u32>(entry, <u32>query, 8);
    store<u32>(entry, key, 12);
  }
}

function lookUp(chunk: usize, entries: usize, count: i32): void {
  const masks = <usize>load<u32>(chunk, 8);
  const lastMask = masks + (<usize>load<u32>(chunk, 12) << 2);
  const buckets = <usize>load<u32>(chunk, 16);
  const firsts = <usize>load<u32>(chunk, 20);
  const most = limit;
  const lastEntry = entries + (<usize>count << 4);
  let compared: u32 = 0;
  for (let m = masks; m < lastMask; m += 4) {
    const mask = load<u32>(m);
    for (let entry = entries; entry < lastEntry; entry += 16) {
      const bucket = buckets + <usize>(load<u32>(entry, 12) ^ mask) * bucketBytes;
      const start = load<u32>(bucket), end = load<u32>(bucket, 4);
      compared += end - start;
      const near = holdsNear(firsts + (<usize>start << 3), firsts + (<usize>end << 3), load<u64>(entry), most);
      if (near) claimFrom(chunk, start, end, load<u32>(entry, 8));
    }
  }
  work += <f64>compared + <f64>(<u32>(lastMask - masks) >> 2) * <f64>count * bucketCost;
}

/** May say yes for what lies behind the end; never no for what is there. */
function holdsNear(from: usize, to: usize, first: u64, most: i32): bool {
  for (let at = from; at < to; at += 32) {
    const near =
      i32(<i32>popcnt<u64>(load<u64>(at) ^ first) <= most) | i32(<i32>popcnt<u64>(load<u64>(at, 8) ^ first) <= most) |
      i32(<i32>popcnt<u64>(load<u64>(at, 16) ^ first) <= most) | i32(<i32>popcnt<u64>(load<u64>(at, 24) ^ first) <= most);
    if (near) return true;
  }
  return false;
}

// Entries are in the order of the exemplars: the first near one is the bucket's earliest.
function claimFrom(chunk: usize, start: u32, end: u32, query: usize): void {
  const hash = hashes + <usize>load<u32>(query) * (<usize>words << 3);
  const numbers = <usize>load<u32>(chunk, 24);
  const firsts = <usize>load<u32>(chunk, 20);
  const first = load<u64>(hash);
  const best = load<u32>(query, 4);
  for (let e = start; e < end; e++) {
    if (<i32>popcnt<u64>(load<u64>(firsts + (<usize>e << 3)) ^ first) > limit) continue;
    const exemplar = load<u32>(numbers + (<usize>e << 2));
    if (exemplar >= best) return;
    if (!isNear(hash, exemplar)) continue;
    store<u32>(query, exemplar, 4);
    return;
  }
}

function compareSpilled(queries: usize, count: i32): void {
  for (let q = 0; q < count; q++) {
    const query = queries + (<usize>q << 3);
    const hash = hashes + <usize>load<u32>(query) * (<usize>words << 3);
    for (let s = 0; s < spilled; s++) {
      const exemplar = load<u32>(spill + (<usize>s << 2));
      if (exemplar >= load<u32>(query, 4)) break;
      if (isNear(hash, exemplar)) store<u32>(query, exemplar, 4);
    }
  }
  work += <f64>count * <f64>spilled;
}
