import { bytesPerHash } from '../kernel/difference-hash.ts';
import { resampleTaps } from '../kernel/resample-taps.ts';
import { rowTable, type Weigher } from '../kernel/weigher.ts';
import { depthBox, depthSums, planesKept } from './depth-box.ts';
import type { FittedAxis, Span } from './fitted-axis.ts';
import { fittedPlanes, place } from './fitted-plane.ts';
import type { HashSettings } from './patch-hash.ts';
import { columnShrinker } from './shrink-columns.ts';

/** Hashes patches whose rows run along x: of xy, and of xz. A row is weighed once for both. */
export interface RowHasher {
  load(z: number, pixels: Uint8Array): void;
  /** Hashes of the boxes of the plane loaded last, row by row of boxes. */
  xy(): Uint8Array;
  /** All planes of the box along z were loaded: hashes of its boxes in the cross-section at row y. */
  xz(y: number): Uint8Array;
}

/**
 * @param depth the box of planes that cross-sections along xz are wanted of.
 * @param isNeeded what will be asked for: planes, and rows of cross-sections in ascending order.
 */
export function rowHasher(
  weigher: Weigher,
  rows: FittedAxis,
  columns: FittedAxis,
  depth: Span | null,
  settings: HashSettings,
  isNeeded: { readonly xy: (z: number) => boolean; readonly xz: readonly number[] },
): RowHasher {
  const { patchSize, hashSize } = settings;
  const wide = hashSize + 1;
  const boxes = columns.starts.length;
  const perHash = bytesPerHash(hashSize);
  const planes = fittedPlanes(weigher, rows, columns, planesKept(depth, patchSize));
  const { stride } = planes;
  const across = place(weigher, rowTable(resampleTaps(patchSize, wide, 'lanczos')));
  const shrinkDown = columnShrinker(weigher, patchSize, hashSize);
  // A row of a plane, each of its boxes weighed to `wide` pixels.
  const narrow = Math.ceil((boxes * wide) / 16) * 16;
  const alone = weigher.area(narrow * rows.fitted);
  const small = weigher.area(narrow * hashSize);
  const hashes = weigher.area(boxes * perHash);
  const box = depth && depthBox(weigher, planes, depth, patchSize, stride * rows.length);
  const sums = depth && depthSums(weigher, narrow * rows.length, narrow * rows.fitted, settings);
  const runs = runsOf(isNeeded.xz);
  let shrunkRows = alone;
  let shrunk = 0;

  /** Weighs `count` rows, every `step`-th from `row`. */
  function narrowRows(plane: number, target: number, row: number, step: number, count: number) {
    for (const [i, start] of columns.starts.entries()) {
      const from = plane + start + row * stride;
      const to = target + i * wide + row * narrow;
      weigher.weighRows(from, stride * step, count, across, wide, to, narrow * step);
    }
  }

  function weighRun(plane: number, target: number): void {
    for (const { from, step, count } of runs) narrowRows(plane, target, from, step, count);
  }

  return {
    load(z, pixels) {
      const plane = planes.load(z, pixels);
      const isWhole = isNeeded.xy(z);
      const isInBox = depth !== null && z >= depth[0] && z < depth[1];
      shrunkRows = alone;
      // The rows of a box as long as a patch are those of the plane itself.
      if (isInBox && sums && depth[1] - depth[0] === patchSize) {
        shrunkRows = sums.slot(z - depth[0]);
      }
      if (isWhole) narrowRows(plane, shrunkRows, 0, 1, rows.fitted);
      if (!isInBox || !box || !sums) return;
      box.loaded(z, (row, source) => {
        const slot = sums.slot(row);
        if (!isWhole || slot !== shrunkRows) weighRun(source, slot);
        sums.filled(row);
      });
    },
    xy() {
      const found = new Uint8Array(rows.starts.length * boxes * perHash);
      for (const [i, start] of rows.starts.entries()) {
        shrinkDown(shrunkRows + start * narrow, narrow, narrow, small, narrow);
        weigher.brighterToTheRight(small, boxes, wide, narrow, 1, hashSize, hashes, perHash);
        found.set(weigher.bytes(hashes, boxes * perHash), i * boxes * perHash);
      }
      return found;
    },
    xz(y) {
      shrunk ||= sums?.shrunk() ?? 0;
      const [from, step] = [shrunk + y * narrow, narrow * rows.length];
      weigher.brighterToTheRight(from, boxes, wide, step, 1, hashSize, hashes, perHash);
      return weigher.bytes(hashes, boxes * perHash);
    },
  };
}

/** Ascending positions as stretches of even steps: two at most, since only the last step may differ. */
function runsOf(positions: readonly number[]) {
  const runs: { from: number; step: number; count: number }[] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    const next = run && run.from + run.step * run.count;
    if (run && (run.count === 1 || next === position)) {
      if (run.count === 1) run.step = position - run.from;
      run.count++;
    } else runs.push({ from: position, step: 1, count: 1 });
  }
  return runs;
}
