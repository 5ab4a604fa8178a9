import { colourText, heatColour } from './heat-scale.ts';
import { markup } from './markup.ts';
import type { RelationMatrix } from './relation.ts';

/** More sources than this are not named beside the rows. */
export const mostNamed = 48;

/** What lies under the cells; files are on white. */
export type Ground = 'light' | 'dark';

/**
 * Colour of a share: by its square root, so that an overlap of a twentieth is seen too. More is farther from
 * the ground, and the least is 3:1 from it: grey to dark blue on light, grey to yellow on dark.
 */
export function shareColour(share: number, ground: Ground): string {
  const way = Math.sqrt(Math.min(1, Math.max(0, share)));
  return colourText(heatColour(ground === 'dark' ? 0.44 + 0.56 * way : 0.5 - 0.5 * way));
}

/** Edge of a cell, for a drawing about so wide, in pixels. */
export const cellEdge = (sources: number, width: number): number =>
  Math.max(1, Math.min(28, Math.floor(width / Math.max(1, sources))));

/** What a cell says: the share of the row's exemplars found in the column's source. */
export interface MatrixCell {
  readonly row: number;
  readonly column: number;
  /** null where nothing of the row's source is near to anything of the column's */
  readonly share: number | null;
}

/** Share of each cell that has one, by row and column. */
export function cellShares({ sources, rows, columns, shares }: RelationMatrix): Float32Array {
  const count = sources.length;
  const cells = new Float32Array(count * count).fill(Number.NaN);
  rows.forEach((row, i) => {
    cells[row * count + (columns[i] ?? 0)] = shares[i] ?? Number.NaN;
  });
  return cells;
}

/** "43.2% of the 419 exemplars of vnc-sstem are near to one of vnc-part" */
export function cellWords({ sources }: RelationMatrix, { row, column, share }: MatrixCell): string {
  const [own, other] = [sources[row], sources[column]];
  if (!own || !other) return '';
  if (row === column) return `${own.name}: ${own.exemplars.toLocaleString('en-US')} exemplars`;
  if (share === null)
    return `Nothing of ${own.name} is near to anything of ${other.name}, empty patches aside`;
  return `${(share * 100).toFixed(1)}% of the ${own.exemplars.toLocaleString('en-US')} exemplars of ${own.name} are near to one of ${other.name}, empty ones not counted`;
}

/** The matrix as a self-contained SVG file. Same matrix, same bytes. */
export function relationMatrixSvg(matrix: RelationMatrix): {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
} {
  const { sources, rows, columns, shares } = matrix;
  const exemplars = sources.reduce((sum, each) => sum + each.exemplars, 0);
  const edge = Math.max(2, cellEdge(sources.length, 640));
  const isNamed = sources.length <= mostNamed;
  const left = isNamed ? 200 : 16;
  const top = 40;
  const width = left + edge * sources.length + 16;
  const height = top + edge * sources.length + 16;
  const names = isNamed
    ? sources.map(
        ({ name }, i) =>
          markup`<text x="${left - 6}" y="${top + (i + 0.5) * edge + 4}" text-anchor="end" font-size="11">${name}</text>`,
      )
    : [];
  const cells = rows.map(
    (row, i) =>
      markup`<rect x="${left + (columns[i] ?? 0) * edge}" y="${top + row * edge}" width="${edge}" height="${edge}" fill="${shareColour(shares[i] ?? 0, 'light')}"/>`,
  );
  const frame = markup`<rect x="${left}" y="${top}" width="${edge * sources.length}" height="${edge * sources.length}" fill="none" stroke="#7d8288"/>`;
  const { markup: svg } =
    markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="system-ui, sans-serif" fill="#7d8288" role="img">
<title>Share of each source found in each other one</title>
<metadata>rows: share of this source's exemplars with a near-duplicate in the column's source, empty patches not counted, in the order of the rows; colour by its square root
sources: ${sources.length}
exemplars: ${exemplars}
relations: ${matrix.state}</metadata>
<text x="${left}" y="24" font-size="13">Share of each row’s exemplars found in the column’s source</text>
${names}
${cells}
${frame}
</svg>
`;
  return { svg, width, height };
}
