// De-duplication of generated hash sets. Run: node bench/dedup.ts [largest count]
import { keepExemplars } from '../src/main/engine/exemplar/keep-exemplars.ts';
import { randomOrder } from '../src/main/engine/exemplar/random-order.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { generateClusteredHashes } from '../test/golden/generate-image.ts';

const largest = Number(process.argv[2] ?? 1_000_000);
const limit = 12; // default of the released CEM code, inclusive

const sets: Record<string, (count: number) => Uint8Array> = {
  clustered: (count) => generateClusteredHashes(count, 5),
  'all equal': (count) => new Uint8Array(count * 8).fill(0x5a),
  'all unrelated': (count) => {
    const random = xorshift32(6);
    return Uint8Array.from({ length: count * 8 }, () => random.byte());
  },
  'one dense cluster': (count) => oneCluster(count, 51),
  'one loose cluster': (count) => oneCluster(count, 77),
};

for (const [name, make] of Object.entries(sets)) {
  for (const count of [100_000, 1_000_000].filter((size) => size <= largest)) {
    const hashes = make(count);
    const order = randomOrder(count, 1);
    const start = process.cpuUsage();
    const { exemplars } = keepExemplars(hashes, 8, order, limit);
    const { user, system } = process.cpuUsage(start);
    const seconds = ((user + system) / 1e6).toFixed(2);
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${name}, ${count}: ${exemplars.length} exemplars, ${seconds} CPU s, process peak ${megabytes} MB`,
    );
  }
}

/** Each bit of one centre flipped when a byte is below `flipBelow`: 51 flips a fifth, 77 three tenths. */
function oneCluster(count: number, flipBelow: number): Uint8Array {
  const random = xorshift32(7);
  const hashes = new Uint8Array(count * 8);
  for (let bit = 0; bit < count * 64; bit++) {
    if (random.byte() < flipBelow) hashes[bit >> 3] = (hashes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  }
  return hashes;
}
