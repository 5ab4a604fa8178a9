import type { DatasetFile } from '../../../../shared/dataset.ts';
import type { ManifestRow } from '../../export/exporter.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import { patchName } from '../../patch/patch-name.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { placeFinder } from './dataset-places.ts';
import type { DatasetVolume } from './dataset-volumes.ts';

/** A row whose patch the data set's own document has room for. */
export interface PlacedRow {
  readonly row: ManifestRow;
  readonly volume: DatasetVolume;
  readonly plane: number;
  readonly position: number;
}

/** Looks at the rows of a manifest in their order. */
export interface RowChecker {
  /** The row with its place, or in words what is wrong with it. */
  place(row: ManifestRow): PlacedRow | string;
}

/**
 * Rows must be of volumes that the document names, inside them, called as we call them, and in order: those of a
 * volume together and ascending, so that no patch stands there twice. Keeps one row and the volumes seen.
 */
export function rowChecker(dataset: DatasetFile, volumes: readonly DatasetVolume[]): RowChecker {
  const findPlace = placeFinder(volumes);
  const pictures = new Map<string, number>();
  for (const { source, kind } of volumes) {
    if (kind === 'picture') pictures.set(source, (pictures.get(source) ?? 0) + 1);
  }
  const hashDigits = bytesPerHash(dataset.parameters.hashSize) * 2;
  const finished = new Set<DatasetVolume>();
  let last: PlacedRow | null = null;

  const follows = (placed: PlacedRow): boolean => {
    if (last?.volume === placed.volume) return compare(last, placed) < 0;
    if (last) finished.add(last.volume);
    return !finished.has(placed.volume);
  };
  return {
    place(row) {
      const { source, plane, index } = row;
      const found = findPlace(row);
      if (typeof found === 'string') return found;
      const { volume, plane: code, position } = found;
      const count =
        volume.kind === 'picture'
          ? (pictures.get(source) ?? 1)
          : slabShape(volume.shape, plane).count;
      const name = patchName({ volume: volume.name, plane, index, box: row.box, count });
      if (row.name !== name) return `calls its patch "${row.name.slice(0, 80)}"`;
      if (row.hash.length !== hashDigits) return 'has a hash of another length';
      if (row.members < 1) return 'stands for no patch';
      const placed = { row, volume, plane: code, position };
      if (!follows(placed)) return 'is out of order, or stands there twice';
      last = placed;
      return placed;
    },
  };
}

/** The order of patches of one volume: plane, section, rows, columns. */
function compare(a: PlacedRow, b: PlacedRow): number {
  return (
    a.plane - b.plane ||
    a.position - b.position ||
    a.row.box.y0 - b.row.box.y0 ||
    a.row.box.x0 - b.row.box.x0 ||
    a.row.box.y1 - b.row.box.y1 ||
    a.row.box.x1 - b.row.box.x1
  );
}
