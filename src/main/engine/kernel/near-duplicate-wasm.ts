import { type HashChunk, hashChunks, masksWithin } from './hash-chunks.ts';
import { type LoadedKernel, loadKernel } from './load-kernel.ts';
import type { Claims } from './near-duplicate.ts';

// Below this many exemplars an index cannot pay for itself.
const fewExemplars = 1024;
// Visits made each way, to see which is cheaper for these hashes.
const trialVisits = 64;
// Exemplars from one index to the next; the buckets have room for them.
const growth = 1.25;
// V8 moves to its optimised code when a function is entered, so a call must not last for ever.
const batchVisits = 1024;
const chunkBytes = 32;
// Room for the 512 exemplars without a bucket that end a visit, and one for each chunk more.
const spillBytes = 4096;
const slack = 16;

/** The WASM twin of `claimEarliest` in `near-duplicate.ts`: the same claims, in memory of its own. */
export function claimEarliestFast(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
): Claims {
  const count = order.length;
  const words = Math.ceil(bytesPerHash / 8);
  const kernel = loadKernel('near-duplicate');
  const take = addressesFrom(64);
  const hashesAt = take(count * words * 8 + slack);
  const orderAt = take(count * 4);
  const ownerAt = take(count * 4);
  const exemplarsAt = take(count * 4);
  const exemplarHashesAt = take(count * words * 8 + slack);
  const indexAt = take(0);
  kernel.reserve(indexAt);
  placeHashes(new Uint8Array(kernel.memory.buffer, hashesAt), hashes, bytesPerHash, words * 8);
  new Uint32Array(kernel.memory.buffer, orderAt, count).set(order);
  kernel.call['prepare']!(words, limit, hashesAt, orderAt, ownerAt, exemplarsAt, exemplarHashesAt);
  visitAll(kernel, count, (expected) => {
    const chunks = hashChunks(bytesPerHash * 8, limit, expected);
    buildIndex(kernel, indexAt, chunks);
    return chunks.length > 0;
  });
  const found = kernel.call['countExemplars']!();
  return {
    exemplars: new Uint32Array(kernel.memory.buffer, exemplarsAt, found).slice(),
    owner: new Uint32Array(kernel.memory.buffer, ownerAt, count).slice(),
  };
}

/** Each time the exemplars have grown by a quarter, asks for an index of the right size and tries whether it pays. */
function visitAll(
  { call }: LoadedKernel,
  count: number,
  index: (expected: number) => boolean,
): void {
  const visit = (from: number, to: number, enough: number, isIndexed: boolean) =>
    call['visit']!(from, Math.min(count, to), enough, isIndexed ? 1 : 0);
  // A full spill list also ends a visit early: then a new index is due.
  const visitUntil = (from: number, enough: number, isIndexed: boolean) => {
    for (let visited = from; ; ) {
      const batchEnd = Math.min(count, visited + batchVisits);
      visited = visit(visited, batchEnd, enough, isIndexed);
      if (visited < batchEnd || visited === count) return visited;
    }
  };
  const trialCost = (from: number, enough: number, isIndexed: boolean) => {
    call['takeWork']!();
    const visited = visit(from, from + trialVisits, enough, isIndexed);
    return { visited, cost: call['takeWork']!() / (visited - from) };
  };
  let visited = visitUntil(0, fewExemplars, false);
  while (visited < count) {
    const enough = Math.ceil(call['countExemplars']!() * growth);
    if (!index(enough)) {
      visited = visitUntil(visited, enough, false);
      continue;
    }
    const plain = trialCost(visited, enough, false);
    const indexed = trialCost(plain.visited, enough, true);
    const pays = indexed.cost < plain.cost;
    if (!pays) call['fillIndex']!(0, 0, 0);
    visited = visitUntil(indexed.visited, enough, pays);
  }
}

/** Lays out and fills the tables of `assembly/near-duplicate.ts`; no chunks drop the index. */
function buildIndex(
  { memory, call, reserve }: LoadedKernel,
  indexAt: number,
  chunks: readonly HashChunk[],
): void {
  const take = addressesFrom(indexAt);
  const chunksAt = take(chunks.length * chunkBytes);
  const spillAt = take(spillBytes);
  for (const [i, { firstBit, bits, radius }] of chunks.entries()) {
    const masks = masksWithin(bits, radius);
    const masksAt = take(masks.length * 4);
    // One more bucket than keys: it ends the room of the last.
    const bucketsAt = take((2 ** bits + 1) * 8);
    reserve(take(0));
    new Uint32Array(memory.buffer, masksAt, masks.length).set(masks);
    new Uint32Array(memory.buffer, bucketsAt, 2 ** bits * 2).fill(0);
    const chunkAt = chunksAt + i * chunkBytes;
    const header = [firstBit, 2 ** bits - 1, masksAt, masks.length, bucketsAt];
    new Uint32Array(memory.buffer, chunkAt, header.length).set(header);
    const room = call['layBuckets']!(chunkAt);
    const entries = [take(room * 8), take(room * 4)];
    reserve(take(0));
    new Uint32Array(memory.buffer, chunkAt + header.length * 4, entries.length).set(entries);
  }
  call['fillIndex']!(chunksAt, chunks.length, spillAt);
}

function placeHashes(target: Uint8Array, hashes: Uint8Array, from: number, to: number): void {
  if (from === to) {
    target.set(hashes);
    return;
  }
  for (let i = 0; i * from < hashes.length; i++) {
    target.set(hashes.subarray(i * from, (i + 1) * from), i * to);
  }
}

function addressesFrom(start: number): (bytes: number) => number {
  let next = start;
  return (bytes) => {
    const address = next;
    next = Math.ceil((next + bytes) / 16) * 16;
    return address;
  };
}
