import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Shape } from '../../../shared/volume.ts';
import { bytesPerHash } from '../kernel/difference-hash.ts';
import type { Weigher } from '../kernel/weigher.ts';
import { createWeigher } from '../kernel/weigher-wasm.ts';
import { fittedAxis, type Span } from './fitted-axis.ts';
import { type ColumnHasher, columnHasher } from './hash-columns.ts';
import { type RowHasher, rowHasher } from './hash-rows.ts';
import type { HashSettings } from './patch-hash.ts';

/**
 * A part of a volume's cross-sections: whole ones along xy, and of those along xz and yz the boxes of
 * one row, which lie in one box of planes. The volume is read from its first plane to its last.
 */
export interface PartToHash {
  readonly shape: Shape;
  /** boxes along y and x, and the box along z; null when only xy is wanted */
  readonly rows: readonly Span[];
  readonly columns: readonly Span[];
  readonly depth: Span | null;
  /** ascending positions of the cross-sections of each plane */
  readonly xy: readonly number[];
  readonly xz: readonly number[];
  readonly yz: readonly number[];
}

/** Hashes of each cross-section's boxes, row by row, one cross-section after another. */
export interface PartHashes {
  readonly xy: Uint8Array;
  readonly xz: Uint8Array;
  readonly yz: Uint8Array;
}

/** Rows y0..y1-1 of plane z in 8-bit grey; the second call after it may overwrite them. */
export type ReadRows = (z: number, y0: number, y1: number) => Promise<Outcome<Uint8Array>>;

export interface HashPartOptions {
  /** Larger planes are hashed in stretches of rows, each from the first plane to the last. */
  readonly mostPixels?: number;
  /** a thread's own by default, so that its memory is used again */
  readonly weigher?: Weigher;
}

let latest: Weigher | undefined;

/** Hashes a part of a volume, equal to hashing each patch by itself. */
export async function hashPart(
  part: PartToHash,
  settings: HashSettings,
  read: ReadRows,
  { mostPixels = 8 * 2 ** 20, weigher }: HashPartOptions = {},
): Promise<Outcome<PartHashes>> {
  latest ??= createWeigher();
  const memory = weigher ?? latest;
  const perHash = bytesPerHash(settings.hashSize);
  const boxes = part.rows.length * part.columns.length;
  const hashes = {
    xy: new Uint8Array(part.xy.length * boxes * perHash),
    xz: new Uint8Array(part.xz.length * part.columns.length * perHash),
    yz: new Uint8Array(part.yz.length * part.rows.length * perHash),
  };
  const stretches = stretchesOf(part, mostPixels);
  // Without a box along z a plane is done with at once: what reads whole planes reads each of them once.
  const isPlanewise = part.depth === null && stretches.length > 1;
  const runs = isPlanewise ? part.xy.map((z) => [z]) : [planesOf(part)];
  const steps = runs.flatMap((planes) => stretches.map((rows) => ({ planes, rows })));
  for (const { planes, rows } of steps) {
    const failed = await hashStretch(part, rows, planes, settings, read, memory, hashes);
    if (failed) return failed;
  }
  return succeed(hashes);
}

/** Some boxes along y with the rows they lie on, and the rows whose cross-sections belong to them. */
interface Stretch {
  readonly firstBox: number;
  readonly boxes: readonly Span[];
  readonly y0: number;
  readonly y1: number;
  readonly xz: readonly number[];
}

function stretchesOf({ shape, rows, xz }: PartToHash, mostPixels: number): readonly Stretch[] {
  const mostRows = Math.floor(mostPixels / shape.x);
  const firsts = [0];
  for (const [i, [, end]] of rows.entries()) {
    const begin = rows[firsts.at(-1) ?? 0]?.[0] ?? 0;
    if (end - begin > mostRows && i > (firsts.at(-1) ?? 0)) firsts.push(i);
  }
  return firsts.map((firstBox, i) => {
    const next = firsts[i + 1] ?? rows.length;
    const boxes = rows.slice(firstBox, next);
    const from = i === 0 ? 0 : (boxes[0]?.[0] ?? 0);
    const to = rows[next]?.[0] ?? shape.y;
    const inside = xz.filter((y) => y >= from && y < to);
    const y1 = Math.max(boxes.at(-1)?.[1] ?? 0, (inside.at(-1) ?? 0) + 1);
    return { firstBox, boxes, y0: from, y1, xz: inside };
  });
}

function planesOf({ xy, depth }: PartToHash): readonly number[] {
  const planes = new Set(xy);
  if (depth) for (let z = depth[0]; z < depth[1]; z++) planes.add(z);
  return [...planes].sort((a, b) => a - b);
}

async function hashStretch(
  part: PartToHash,
  stretch: Stretch,
  planes: readonly number[],
  settings: HashSettings,
  read: ReadRows,
  weigher: Weigher,
  hashes: PartHashes,
): Promise<Outcome<never> | null> {
  const { y0, y1 } = stretch;
  const hasher = stretchHasher(part, stretch, settings, weigher, hashes);
  const ask = (z: number) => {
    const rows = read(z, y0, y1);
    rows.catch(() => {}); // told to whoever waits for it, if anyone still does
    return rows;
  };
  let coming = ask(planes[0] ?? 0);
  for (const [i, z] of planes.entries()) {
    const rows = await coming;
    if (!rows.ok) return rows;
    const next = planes[i + 1];
    // The disk works while the processor does.
    if (next !== undefined) coming = ask(next);
    hasher.load(z, rows.value);
  }
  hasher.finish();
  return null;
}

function stretchHasher(
  part: PartToHash,
  { firstBox, boxes, y0, y1, xz }: Stretch,
  settings: HashSettings,
  weigher: Weigher,
  hashes: PartHashes,
) {
  const { shape, depth, xy, yz } = part;
  const { patchSize } = settings;
  const perHash = bytesPerHash(settings.hashSize);
  weigher.clear();
  const within = (spans: readonly Span[]) =>
    spans.map(([start, end]): Span => [start - y0, end - y0]);
  const rows = fittedAxis(y1 - y0, within(boxes), patchSize);
  const columns = fittedAxis(shape.x, part.columns, patchSize);
  const places = new Map(xy.map((z, at) => [z, at]));
  const needed = { xy: (z: number) => places.has(z), xz: xz.map((y) => y - y0) };
  const along: RowHasher | null =
    xy.length + xz.length > 0
      ? rowHasher(weigher, rows, columns, xz.length > 0 ? depth : null, settings, needed)
      : null;
  const down: ColumnHasher | null =
    yz.length > 0 && depth ? columnHasher(weigher, rows, yz.length, depth, settings) : null;
  const isInBox = (z: number) => depth !== null && z >= depth[0] && z < depth[1];

  return {
    load(z: number, pixels: Uint8Array): void {
      along?.load(z, pixels);
      const at = places.get(z);
      if (along && at !== undefined) {
        const each = part.columns.length * perHash;
        hashes.xy.set(along.xy(), (at * part.rows.length + firstBox) * each);
      }
      if (down && isInBox(z)) down.load(z, pickColumns(pixels, shape.x, yz));
    },
    finish(): void {
      const each = part.columns.length * perHash;
      const first = part.xz.indexOf(xz[0] ?? -1);
      for (const [i, y] of xz.entries())
        if (along) hashes.xz.set(along.xz(y - y0), (first + i) * each);
      const found = down?.yz();
      if (!found) return;
      const bytes = boxes.length * perHash;
      for (let i = 0; i < yz.length; i++) {
        const section = found.subarray(i * bytes, (i + 1) * bytes);
        hashes.yz.set(section, (i * part.rows.length + firstBox) * perHash);
      }
    },
  };
}

function pickColumns(pixels: Uint8Array, width: number, columns: readonly number[]): Uint8Array {
  if (columns.length === width) return pixels;
  const rows = pixels.length / width;
  const picked = new Uint8Array(rows * columns.length);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns.length; i++)
      picked[to++] = pixels[row * width + (columns[i] ?? 0)] ?? 0;
  }
  return picked;
}
