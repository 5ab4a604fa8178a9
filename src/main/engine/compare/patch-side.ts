import { createHash, hash } from 'node:crypto';

/** Words of 32 bits kept of a digest: 128 bits, so that no two of a million patches share one by chance. */
const words = 4;

/** What is compared of a patch. */
export interface ComparedPatch {
  /** where it was cut: equal for the same patch on both sides */
  readonly address: string;
  /** hexadecimal SHA-256 of its pixels; null where they are not compared */
  readonly pixels: string | null;
  readonly label: string | null;
  readonly reason: string | null;
  readonly score: number | null;
  readonly split: string | null;
}

/** Patches of one side in their own order, as columns: 48 bytes a patch and no object. */
export interface PatchSide {
  readonly count: number;
  /** four words a patch each: digests of address and pixels */
  readonly address: Uint32Array;
  readonly pixels: Uint32Array;
  /** digests of the words; 0 where there is none */
  readonly label: Uint32Array;
  readonly reason: Uint32Array;
  readonly split: Uint32Array;
  /** NaN where there is none */
  readonly score: Float32Array;
}

/** Collects one side; memory grows by doubling. */
export interface PatchSideBuilder {
  add(patch: ComparedPatch): void;
  build(): PatchSide;
}

export function patchSideBuilder(expected = 1024): PatchSideBuilder {
  let side = emptySide(Math.max(1, expected));
  let count = 0;
  const texts = new Map<string, number>();
  const codeOf = (text: string | null): number => {
    if (text === null) return 0;
    // Labels and splits are few; reasons are a person's words, and a hostile file has many.
    const known = texts.get(text) ?? textCode(text);
    if (texts.size < 10_000) texts.set(text, known);
    return known;
  };
  return {
    add(patch) {
      if (count === side.score.length) side = copyOf(side, count * 2);
      putDigest(side.address, count, hash('sha256', patch.address));
      if (patch.pixels !== null) putDigest(side.pixels, count, patch.pixels);
      side.label[count] = codeOf(patch.label);
      side.reason[count] = codeOf(patch.reason);
      side.split[count] = codeOf(patch.split);
      side.score[count] = patch.score ?? Number.NaN;
      count++;
    },
    build: () => copyOf(side, count),
  };
}

function emptySide(count: number): PatchSide {
  const column = (each: number) => new Uint32Array(count * each);
  return {
    count,
    address: column(words),
    pixels: column(words),
    label: column(1),
    reason: column(1),
    split: column(1),
    score: new Float32Array(count),
  };
}

/** The same side with room for another number of patches. */
function copyOf(side: PatchSide, count: number): PatchSide {
  const copy = emptySide(count);
  for (const name of ['address', 'pixels', 'label', 'reason', 'split'] as const) {
    copy[name].set(side[name].subarray(0, copy[name].length));
  }
  copy.score.set(side.score.subarray(0, count));
  return copy;
}

function putDigest(column: Uint32Array, row: number, hexadecimal: string): void {
  for (let i = 0; i < words; i++) {
    column[row * words + i] = Number.parseInt(hexadecimal.slice(i * 8, i * 8 + 8), 16);
  }
}

/** Never 0, which says that there is no text. */
const textCode = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32LE(0) || 1;

/** Order of two rows by a column of digests; rows of the same digest are equal. */
export function compareDigests(a: Uint32Array, rowA: number, b: Uint32Array, rowB: number): number {
  for (let i = 0; i < words; i++) {
    const difference = (a[rowA * words + i] ?? 0) - (b[rowB * words + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the pixels of a row are known. */
export function hasPixels({ pixels }: PatchSide, row: number): boolean {
  for (let i = 0; i < words; i++) if (pixels[row * words + i] !== 0) return true;
  return false;
}
