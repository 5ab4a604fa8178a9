import { bytesPerHash } from '../kernel/difference-hash.ts';
import type { Weigher } from '../kernel/weigher.ts';
import { depthBox, depthSums, planesKept } from './depth-box.ts';
import type { FittedAxis, Span } from './fitted-axis.ts';
import { fittedPlanes } from './fitted-plane.ts';
import type { HashSettings } from './patch-hash.ts';
import { columnShrinker } from './shrink-columns.ts';

/** Hashes patches of yz, whose rows run along y: down the columns of the planes, so nothing is transposed. */
export interface ColumnHasher {
  /** @param pixels of plane z, the wanted columns alone */
  load(z: number, pixels: Uint8Array): void;
  /** All planes of the box along z were loaded: hashes of its boxes, one cross-section after another. */
  yz(): Uint8Array;
}

/** @param count cross-sections: columns of the planes. */
export function columnHasher(
  weigher: Weigher,
  rows: FittedAxis,
  count: number,
  depth: Span,
  settings: HashSettings,
): ColumnHasher {
  const { patchSize, hashSize } = settings;
  const boxes = rows.starts.length;
  const perHash = bytesPerHash(hashSize);
  const columns = { length: count, fitted: count, starts: [], odd: null };
  const planes = fittedPlanes(weigher, rows, columns, planesKept(depth, patchSize));
  const { stride } = planes;
  const shrink = columnShrinker(weigher, patchSize, hashSize + 1);
  const bytes = boxes * (hashSize + 1) * stride;
  const box = depthBox(weigher, planes, depth, patchSize, stride * rows.fitted);
  const sums = depthSums(weigher, bytes, bytes, settings);
  const hashes = weigher.area(count * boxes * perHash);

  return {
    load(z, pixels) {
      planes.load(z, pixels);
      box.loaded(z, (row, plane) => {
        for (const [i, start] of rows.starts.entries()) {
          const to = sums.slot(row) + i * (hashSize + 1) * stride;
          shrink(plane + start * stride, stride, stride, to, stride);
        }
        sums.filled(row);
      });
    },
    yz() {
      const shrunk = sums.shrunk();
      for (let i = 0; i < boxes; i++) {
        weigher.brighterToTheRight(
          shrunk + i * (hashSize + 1) * stride,
          count,
          1,
          bytes,
          stride,
          hashSize,
          hashes + i * perHash,
          boxes * perHash,
        );
      }
      return weigher.bytes(hashes, count * boxes * perHash).slice();
    },
  };
}
