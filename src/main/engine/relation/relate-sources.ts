import type { NearPair, RelationKind, RelationRecord } from '../../../shared/relation.ts';
import type { NearAcross } from '../kernel/nearest-across.ts';
import { bitsSet, commonness, countBits, expectedMatches, isEven } from './chance-matches.ts';
import { examplePairs } from './example-pairs.ts';
import {
  type FoundAlignment,
  findAlignment,
  isAligned,
  type PatchPlaces,
} from './find-alignment.ts';
import { type SourcePair, sourcePairs } from './source-pairs.ts';

/** Exemplars of all sources, and which of them lie near each other. */
export interface ExemplarsToRelate {
  readonly hashes: Uint8Array;
  readonly bytesPerHash: number;
  readonly limit: number;
  /** of each exemplar, from 0 up to but without the length of `zPerX` */
  readonly groupOf: Uint16Array;
  readonly ordinal: Uint32Array;
  readonly places: PatchPlaces;
  readonly patchSize: number;
  /** of each source: edge of its voxels along z over that along x; 1 where not known */
  readonly zPerX: readonly number[];
  readonly near: NearAcross;
}

/** Two sources by their places in the list, a before b. */
export interface RelatedSources {
  readonly a: number;
  readonly b: number;
  readonly record: RelationRecord;
}

/** So many times as many telling exemplars as expected are beyond chance. */
const timesChance = 3;
/** Telling exemplars, both ways together, below which nothing is called alike. */
const fewestAlike = 10;
/** Share of the smaller source that makes two sources the same without an alignment. */
const shareOfSame = 0.5;
/** Examples kept of each kind of relation. */
const examplesOf: Readonly<Record<RelationKind, number>> = { same: 50, alike: 50, chance: 6 };

/**
 * Judges every pair of sources that has a near-duplicate. The rule, in docs/decisions/0019:
 *
 * - *same*: at least 5 pairs agree on a displacement, far more than when dealt out anew (`isAligned`); or at least half of
 *   the smaller source has a telling near-duplicate in the other, at least 10 and 3 times as many as expected.
 * - *alike*: at least 10 telling exemplars, both ways together, and 3 times as many as expected.
 * - *chance*: everything else.
 *
 * @param tell gets the share done
 * @returns by a, then b
 */
export async function relateSources(
  all: ExemplarsToRelate,
  tell: (share: number) => Promise<void>,
): Promise<RelatedSources[]> {
  const groups = all.zPerX.length;
  const bits = all.bytesPerHash * 8;
  const set = bitsSet(all.hashes, all.bytesPerHash);
  const tells = Uint8Array.from(set, (count) => (isEven(count, bits, all.limit) ? 0 : 1));
  const pairs = sourcePairs(all.near, all.groupOf, groups);
  const counts = countBits(set, all.groupOf, groups, bits, all.limit);
  const chance = chanceOf(pairs, expectedMatches(counts, bits, all.limit), tells, groups);
  const sizes = sizesOf(all.groupOf, groups);
  const related: RelatedSources[] = [];
  for (const [done, pair] of pairs.entries()) {
    await tell(done / pairs.length);
    const record = judge(all, pair, tells, sizes, chance(pair));
    related.push({ a: pair.a, b: pair.b, record });
  }
  return related;
}

/** What unrelated sources of this kind would have: bits at random, times how common both sources' patches are. */
function chanceOf(
  pairs: readonly SourcePair[],
  oneWay: Float64Array,
  tells: Uint8Array,
  groups: number,
): (pair: SourcePair) => number {
  const [found, expected] = [new Float64Array(groups * groups), new Float64Array(groups * groups)];
  for (let a = 0; a < groups; a++) {
    for (let b = 0; b < groups; b++) {
      const both = (oneWay[a * groups + b] ?? 0) + (oneWay[b * groups + a] ?? 0);
      expected[a * groups + b] = both;
    }
  }
  for (const pair of pairs) {
    const both = telling(pair.nearA, tells) + telling(pair.nearB, tells);
    found[pair.a * groups + pair.b] = both;
    found[pair.b * groups + pair.a] = both;
  }
  const common = commonness(found, expected, groups);
  return ({ a, b }) => {
    const factor = Math.max(common[a] ?? 1, common[b] ?? 1);
    return factor * ((expected[a * groups + b] ?? 0) + 1) - 1;
  };
}

function judge(
  all: ExemplarsToRelate,
  pair: SourcePair,
  tells: Uint8Array,
  sizes: Uint32Array,
  expected: number,
): RelationRecord {
  const a = side(sizes[pair.a] ?? 0, pair.nearA, tells);
  const b = side(sizes[pair.b] ?? 0, pair.nearB, tells);
  const alignment = alignmentOf(all, pair, tells);
  const strength = (a.telling + b.telling + 1) / (expected + 1);
  const kind = kindOf(a, b, strength, alignment);
  const distances = new Array<number>(all.limit + 1).fill(0);
  for (const distance of pair.distances) distances[distance] = (distances[distance] ?? 0) + 1;
  const agrees = agreesWith(pair, tells, alignment);
  const examples = examplePairs(pair, agrees, all.places, all.patchSize, examplesOf[kind]);
  return {
    kind,
    a,
    b,
    distances,
    expected: Number(Math.max(0, expected).toFixed(2)),
    strength: Number(strength.toFixed(2)),
    alignment: alignment && withoutMarks(alignment),
    landmarks: null,
    examples: examples.map(
      (at): NearPair => ({
        a: all.ordinal[pair.itemsA[at] ?? 0] ?? 0,
        b: all.ordinal[pair.itemsB[at] ?? 0] ?? 0,
        distance: pair.distances[at] ?? 0,
        agrees: agrees[at] === 1,
      }),
    ),
  };
}

type Side = RelationRecord['a'];

const side = (exemplars: number, near: Uint32Array, tells: Uint8Array): Side => ({
  exemplars,
  near: near.length,
  telling: telling(near, tells),
});

function telling(near: Uint32Array, tells: Uint8Array): number {
  let count = 0;
  for (const item of near) count += tells[item] ?? 0;
  return count;
}

function kindOf(
  a: Side,
  b: Side,
  strength: number,
  alignment: FoundAlignment | null,
): RelationKind {
  if (isAligned(alignment)) return 'same';
  if (a.telling + b.telling < fewestAlike || strength < timesChance) return 'chance';
  const smaller = a.exemplars <= b.exemplars ? a : b;
  const isHalf = smaller.telling >= shareOfSame * smaller.exemplars;
  return isHalf && smaller.telling >= fewestAlike ? 'same' : 'alike';
}

/** Of the pairs whose hashes say something: empty patches lie anywhere. */
function alignmentOf(
  { places, patchSize, zPerX }: ExemplarsToRelate,
  pair: SourcePair,
  tells: Uint8Array,
): FoundAlignment | null {
  const at = tellingPairs(pair, tells);
  const pick = (items: Uint32Array) => Uint32Array.from(at, (i) => items[i] ?? 0);
  const pairs = { a: pick(pair.itemsA), b: pick(pair.itemsB) };
  return findAlignment(pairs, places, patchSize, zPerX[pair.a] ?? 1);
}

function tellingPairs(pair: SourcePair, tells: Uint8Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < pair.itemsA.length; i++) {
    if (tells[pair.itemsA[i] ?? 0] === 1 && tells[pair.itemsB[i] ?? 0] === 1) found.push(i);
  }
  return found;
}

/** One mark a pair of the sources; none without an alignment beyond chance. */
function agreesWith(
  pair: SourcePair,
  tells: Uint8Array,
  alignment: FoundAlignment | null,
): Uint8Array {
  const marks = new Uint8Array(pair.itemsA.length);
  if (!alignment || !isAligned(alignment)) return marks;
  for (const [i, at] of tellingPairs(pair, tells).entries()) marks[at] = alignment.agrees[i] ?? 0;
  return marks;
}

function withoutMarks({ agrees: _, ...alignment }: FoundAlignment): RelationRecord['alignment'] {
  return alignment;
}

/** Exemplars of each source. */
export function sizesOf(groupOf: Uint16Array, groups: number): Uint32Array {
  const sizes = new Uint32Array(groups);
  for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}
