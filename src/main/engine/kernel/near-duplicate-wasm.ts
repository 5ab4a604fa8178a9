import { type HashChunk, hashChunks, masksWithin } from './hash-chunks.ts';
import { type LoadedKernel, loadKernel } from './load-kernel.ts';
import type { Claims } from './near-duplicate.ts';

// Below this many exemplars an index cannot pay for itself.
const fewExemplars = 1024;
// Visits made each way, to see which is cheaper for these hashes.
const trialVisits = 64;
// Exemplars from one index to the next; the buckets have room for them.
const growth = 1.25;
// Visits that share a pass over the index. V8 moves to optimised code only when a function is
// entered, so a call must be short for that reason too.
const batchVisits = 8192;
// More exemplars without a bucket than this, and a new index is due.
const mostSpilled = 128;
const chunkBytes = 32;
// An exemplar may be without a bucket in each of six chunks.
const spillBytes = (mostSpilled + 6 * batchVisits) * 4;
const counterBytes = 4100;
// Buckets are compared in fours.
const readAhead = 32;
const slack = 16;

/** The WASM twin of `claimEarliest` in `near-duplicate.ts`: the same claims, in memory of its own. */
export function claimEarliestFast(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  fixed = 0,
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
  const batchAt = take(batchVisits * 24);
  const indexAt = take(0);
  kernel.reserve(indexAt);
  placeHashes(new Uint8Array(kernel.memory.buffer, hashesAt), hashes, bytesPerHash, words * 8);
  new Uint32Array(kernel.memory.buffer, orderAt, count).set(order);
  kernel.call['prepare']!(words, limit, hashesAt, orderAt, ownerAt, exemplarsAt, exemplarHashesAt);
  if (fixed > 0) kernel.call['fix']!(fixed);
  visitAll(kernel, fixed, count, batchAt, (expected) => {
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
  from: number,
  count: number,
  batchAt: number,
  index: (expected: number) => boolean,
): void {
  const until = (visited: number, more: number) => Math.min(count, visited + more);
  const plainly = (from: number, to: number, enough: number) =>
    call['visitPlainly']!(from, to, enough);
  const allPlainly = (from: number, enough: number) => {
    let visited = from;
    while (visited < count && call['countExemplars']!() < enough) {
      visited = plainly(visited, until(visited, batchVisits), enough);
    }
    return visited;
  };
  const allIndexed = (from: number, enough: number) => {
    let visited = from;
    while (visited < count && call['countExemplars']!() < enough) {
      if (call['countSpilled']!() >= mostSpilled) break;
      visited = call['visitIndexed']!(visited, until(visited, batchVisits), batchAt);
    }
    return visited;
  };
  let visited = allPlainly(from, fewExemplars);
  while (visited < count) {
    const enough = Math.ceil(call['countExemplars']!() * growth);
    if (!index(enough)) {
      visited = allPlainly(visited, enough);
      continue;
    }
    call['takeWork']!();
    const between = plainly(visited, until(visited, trialVisits), enough);
    const plainCost = call['takeWork']!() / (between - visited);
    visited = call['visitIndexed']!(between, until(between, batchVisits), batchAt);
    const pays = call['takeWork']!() / (visited - between) < plainCost;
    if (!pays) call['fillIndex']!(0, 0, 0, 0);
    visited = pays ? allIndexed(visited, enough) : allPlainly(visited, enough);
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
  const countersAt = take(counterBytes);
  for (const [i, { firstBit, bits, radius }] of chunks.entries()) {
    // In ascending order neighbours in memory follow each other.
    const masks = masksWithin(bits, radius).sort();
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
    const entries = [take(room * 8 + readAhead), take(room * 4)];
    reserve(take(0));
    new Uint32Array(memory.buffer, chunkAt + header.length * 4, entries.length).set(entries);
  }
  call['fillIndex']!(chunksAt, chunks.length, spillAt, countersAt);
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
