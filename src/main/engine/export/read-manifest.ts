import { withoutApostrophe } from '../../../shared/csv.ts';
import { datasetSplit } from '../../../shared/export.ts';
import { isPayloadPath, manifestTitles } from './dataset-layout.ts';
import type { ManifestRow } from './exporter.ts';
import { readTable } from './read-table.ts';
import {
  hashOf,
  numberIn,
  placeCells,
  readCells,
  sourceNameOf,
  textOf,
  wholeNumber,
  wordOf,
} from './table-cells.ts';

/** The largest patch that a project can cut. */
const mostEdge = 4096;

const columns = {
  source: sourceNameOf,
  ...placeCells,
  name: (cell: string) => textOf(cell, 1200) || undefined,
  hash: hashOf,
  members: wholeNumber,
  score: (cell: string) => numberIn(cell, 0, 1),
  decision: (cell: string) => wordOf(cell, ['informative', 'uninformative', 'unsure'] as const),
  reason: (cell: string) => (cell === '' ? null : textOf(cell, 200)),
  pixel_y_nm: (cell: string) => numberIn(cell, Number.MIN_VALUE, Number.MAX_VALUE),
  pixel_x_nm: (cell: string) => numberIn(cell, Number.MIN_VALUE, Number.MAX_VALUE),
  split: (cell: string) => wordOf(cell, datasetSplit.options),
  weight: (cell: string) => numberIn(cell, 0, Number.MAX_VALUE),
  file: (cell: string) => {
    const path = withoutApostrophe(cell);
    return path.length <= 2000 && isPayloadPath(path) ? path : undefined;
  },
  item: (cell: string) => textOf(cell, 1200),
  /** empty where the format holds no pixels */
  sha256: (cell: string) => (/^(?:[0-9a-f]{64})?$/.test(cell) ? cell : undefined),
} satisfies { readonly [T in (typeof manifestTitles)[number]]: (cell: string) => unknown };

/** The cells of one line as a row; what is wrong with them, in words, where they cannot be one. */
export function parseManifestRow(line: readonly string[]): ManifestRow | string {
  const cells = readCells(columns, line);
  if (typeof cells === 'string') return cells;
  const { y0, y1, x0, x1, pixel_y_nm: y, pixel_x_nm: x, ...row } = cells;
  const fits = (edge: number) => edge >= 1 && edge <= mostEdge;
  if (!fits(y1 - y0) || !fits(x1 - x0)) return `has no box of 1 to ${mostEdge} pixels an edge`;
  return { ...row, box: { y0, y1, x0, x1 }, pixelNm: y === null || x === null ? null : { y, x } };
}

/** Reads a manifest that may come from anybody; see `readTable`. */
export const readManifest = (
  path: string,
  visit: Parameters<typeof readTable<ManifestRow>>[2],
  signal?: AbortSignal,
): ReturnType<typeof readTable> =>
  readTable(path, { titles: manifestTitles, parse: parseManifestRow }, visit, signal);
