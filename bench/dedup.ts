// De-duplication of generated hash sets. Run: node bench/dedup.ts [largest count] [set ...]
// Reference: the released code's way, in NumPy, takes 52 s for 100,000 clustered hashes.
import { keepExemplars } from '../src/main/engine/exemplar/keep-exemplars.ts';
import { randomOrder } from '../src/main/engine/exemplar/random-order.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { generateClusteredHashes } from '../test/golden/generate-image.ts';
import { printFigure } from './print-figure.ts';

const largest = Number(process.argv[2] ?? 1_000_000);
const asked = process.argv.slice(3);
const limit = 12; // default of the released CEM code, inclusive
const secondsAllowed: Record<number, number> = { 100000: 0.5, 1000000: 10 };
const megabytesAllowed = 300;

const sets: Record<string, (count: number) => Uint8Array> = {
  clustered: (count) => generateClusteredHashes(count, 5),
  'all equal': (count) => new Uint8Array(count * 8).fill(0x5a),
  'all unrelated': (count) => {
    const random = xorshift32(6);
    return Uint8Array.from({ length: count * 8 }, () => random.byte());
  },
  // The slowest set found: many exemplars, and an eighth of the index tells nothing.
  'the same first eight bits': (count) => {
    const random = xorshift32(8);
    return Uint8Array.from({ length: count * 8 }, (_, i) => (i % 8 === 0 ? 0 : random.byte()));
  },
  'one dense cluster': (count) => oneCluster(count, 51),
  'one loose cluster': (count) => oneCluster(count, 77),
};

for (const [name, make] of Object.entries(sets)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const count of [100_000, 300_000, 1_000_000]) {
    if (count > largest) continue;
    const hashes = make(count);
    const order = randomOrder(count, 1);
    const start = process.cpuUsage();
    const { exemplars } = keepExemplars(hashes, 8, order, limit);
    const { user, system } = process.cpuUsage(start);
    const megabytes = process.resourceUsage().maxRSS / 1024;
    const budget = name === 'clustered' ? (secondsAllowed[count] ?? null) : null;
    const note = `${exemplars.length} exemplars; process peak so far ${Math.round(megabytes)} MB`;
    printFigure(`de-duplicate ${count}, ${name}`, (user + system) / 1e6, 'CPU s', budget, note);
    if (name === 'clustered' && count === 1_000_000) {
      printFigure('peak memory of that process', megabytes, 'MB', megabytesAllowed);
    }
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
