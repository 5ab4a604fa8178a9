// node bench/relations.ts [EXEMPLARS] [SOURCES]: how long it takes to relate sources of clustered hashes, in which
// every tenth source is a moved copy of the one before it. Prints seconds, memory, and what was found. Real exemplars
// lie farther apart than these: two clusters that happen to be near make a pair of sources alike.
import { nearestAcrossFast } from '../src/main/engine/kernel/nearest-across-wasm.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { relateSources } from '../src/main/engine/relation/relate-sources.ts';
import { generateClusteredHashes } from '../test/golden/generate-image.ts';

const exemplars = Number(process.argv[2] ?? 1_100_000);
const sources = Number(process.argv[3] ?? 600);
const limit = 12;
const edge = 224;
const each = Math.floor(exemplars / sources);
const count = each * sources;

const hashes = new Uint8Array(count * 8);
const places = {
  volume: new Uint32Array(count),
  plane: new Uint8Array(count),
  position: new Uint32Array(count),
  y0: new Uint32Array(count),
  x0: new Uint32Array(count),
};
const groupOf = new Uint16Array(count);
const random = xorshift32(1);
for (let source = 0; source < sources; source++) {
  const isCopy = source % 10 === 1;
  const from = source * each;
  if (isCopy) hashes.copyWithin(from * 8, (from - each) * 8, from * 8);
  else hashes.set(generateClusteredHashes(each, source + 1), from * 8);
  for (let i = 0; i < each; i++) {
    const item = from + i;
    groupOf[item] = source;
    places.volume[item] = source;
    places.position[item] = Math.floor(i / 64) + (isCopy ? 3 : 0);
    places.y0[item] = (Math.floor(i / 8) % 8) * edge;
    places.x0[item] = (i % 8) * edge;
    // A copy of another deposit differs in a few bits.
    const byte = item * 8 + random.below(8);
    if (isCopy) hashes[byte] = (hashes[byte] ?? 0) ^ (1 << random.below(8));
  }
}

const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6);
let from = performance.now();
const near = await nearestAcrossFast(hashes, 8, groupOf, limit, 8_000_000);
console.log(
  `${count} exemplars of ${sources} sources: ${near.items.length} near-duplicates (${near.leftOut} left out) in ${seconds(from)} s, ${megabytes()} MB`,
);
from = performance.now();
const related = await relateSources(
  {
    hashes,
    bytesPerHash: 8,
    limit,
    groupOf,
    ordinal: Uint32Array.from(groupOf.keys()),
    places,
    patchSize: edge,
    zPerX: Array.from({ length: sources }, () => 1),
    near,
  },
  async () => {},
);
const found = (kind: string) => related.filter(({ record }) => record.kind === kind).length;
console.log(
  `${related.length} pairs judged in ${seconds(from)} s, ${megabytes()} MB: ${found('same')} same (${Math.ceil((sources - 1) / 10)} made), ${found('alike')} alike, ${found('chance')} by chance`,
);
