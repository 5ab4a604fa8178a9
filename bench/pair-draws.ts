// node bench/pair-draws.ts [ROUNDS]: how often the 95 % interval of the precision of a radius holds the true share where
// people also marked pairs of single sources: with every mark counted, and with those in the order of the draw alone.
// Prints the table of docs/near-duplicates.md. Not timed.
import { pairPrecision } from '../src/main/engine/evaluate/pair-precision.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';

const rounds = Number(process.argv[2] ?? 1000);
/** Pairs at each distance within 12 bits, by source, in the real volumes. */
const sources: readonly (readonly number[])[] = [
  [0, 0, 0, 0, 0, 0, 0, 4, 9, 5, 8, 17, 32], // vnc-sstem
  [0, 0, 3, 4, 6, 10, 10, 16, 22, 16, 8, 9, 12], // hela-sbfsem
  [7, 18, 33, 50, 45, 45, 36, 32, 30, 32, 43, 43, 47], // wsu-plant-leaf
  [0, 2, 9, 22, 33, 52, 49, 55, 50, 44, 62, 45, 56], // gala-fibsem
  [0, 0, 0, 0, 0, 2, 2, 3, 3, 4, 7, 1, 6], // render-tem-tiles
];
const small = new Set([0, 1, 4]);
const distances = (sources[0] ?? []).map((_, d) => d);
const random = xorshift32(20261127);
const uniform = () => random.next() / 2 ** 32;

const truths: Readonly<Record<string, (source: number) => number>> = {
  '90 % everywhere': () => 0.9,
  'all the same in large sources, 60 % in small ones': (s) => (small.has(s) ? 0.6 : 1),
  'half in render-tem-tiles, else all the same': (s) => (s === 4 ? 0.5 : 1),
};

/** What people mark of a shuffled list of pairs, each by its source: true where they do. */
const designs: Readonly<Record<string, (order: readonly number[]) => boolean[]>> = {
  'ten in the order of all sources': (order) => order.map((_, at) => at < 10),
  'and five more of each small source': (order) => {
    const marked = order.map((_, at) => at < 10);
    for (const source of small) {
      const rest = order.flatMap((of, at) => (of === source && !marked[at] ? [at] : []));
      for (const at of rest.slice(0, 5)) marked[at] = true;
    }
    return marked;
  },
};

console.log('| marks at each distance | true shares | every mark | in the order of the draw |');
console.log('|---|---|--:|--:|');
for (const [design, chosen] of Object.entries(designs)) {
  for (const [words, truth] of Object.entries(truths)) {
    console.log(`| ${design} | ${words} | ${coverage(truth, chosen).join(' | ')} |`);
  }
}

function coverage(truth: (s: number) => number, chosen: (o: readonly number[]) => boolean[]) {
  const pairs = distances.map((d) => sources.reduce((sum, own) => sum + (own[d] ?? 0), 0));
  const all = pairs.reduce((sum, count) => sum + count, 0);
  const share = sources.reduce(
    (sum, own, s) => sum + (own.reduce((a, b) => a + b, 0) / all) * truth(s),
    0,
  );
  const [held, width] = [Array(2).fill(0), Array(2).fill(0)] as [number[], number[]];
  for (let round = 0; round < rounds; round++) {
    const every: { pairs: number; same: number; different: number }[] = [];
    const ordered: typeof every = [];
    for (const d of distances) {
      const order = shuffled(sources.flatMap((own, s) => Array(own[d] ?? 0).fill(s) as number[]));
      const isSame = order.map((s) => uniform() < truth(s));
      const marked = chosen(order);
      const end = marked.includes(false) ? marked.indexOf(false) : marked.length;
      every.push({ pairs: pairs[d] ?? 0, ...counted(isSame.filter((_, at) => marked[at])) });
      ordered.push({ pairs: pairs[d] ?? 0, ...counted(isSame.slice(0, end)) });
    }
    for (const [i, strata] of [every, ordered].entries()) {
      const { low = 0, high = 1 } = pairPrecision(strata) ?? {};
      held[i] = (held[i] ?? 0) + Number(low <= share + 1e-9 && share <= high + 1e-9);
      width[i] = (width[i] ?? 0) + high - low;
    }
  }
  return held.map(
    (count, i) =>
      `${Math.round((100 * count) / rounds)} %, ${((width[i] ?? 0) / rounds).toFixed(3)}`,
  );
}

function counted(isSame: readonly boolean[]) {
  const same = isSame.filter(Boolean).length;
  return { same, different: isSame.length - same };
}

/** Fisher and Yates. */
function shuffled(items: number[]): number[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
  }
  return items;
}
