/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** From dark blue over grey to yellow: lighter is more, with full and with deficient colour vision alike (after cividis, Nuñez et al. 2018). */
const stops: readonly Colour[] = [
  [0, 34, 78],
  [59, 73, 108],
  [124, 123, 120],
  [187, 175, 113],
  [254, 232, 56],
];

/** The colour of a score. @param score 0 to 1; what lies outside is taken for the nearest end */
export function heatColour(score: number): Colour {
  const place = Math.min(1, Math.max(0, score)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const part = place - low;
  const mix = (channel: 0 | 1 | 2): number => {
    const [from, to] = [stops[low]?.[channel] ?? 0, stops[low + 1]?.[channel] ?? 0];
    return Math.round(from + (to - from) * part);
  };
  return [mix(0), mix(1), mix(2)];
}

/** A colour as styles and canvases take it. */
export const colourText = ([red, green, blue]: Colour): string => `rgb(${red} ${green} ${blue})`;

/** A line between an informative place and one that is not, in pixels of the cross-section. */
export interface BorderLine {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A grid of scores in rectangles. */
interface Rectangles {
  readonly edgesY: readonly number[];
  readonly edgesX: readonly number[];
  readonly scores: readonly (number | null)[];
}

/** Where the informative part begins and ends: every edge between a score above the threshold and one that is not. */
export function informativeBorders(map: Rectangles, threshold: number): readonly BorderLine[] {
  const { edgesY, edgesX, scores } = map;
  const [rows, columns] = [edgesY.length - 1, edgesX.length - 1];
  const isIn = (row: number, column: number) => (scores[row * columns + column] ?? -1) > threshold;
  const lines: BorderLine[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [y0, y1] = [edgesY[row] ?? 0, edgesY[row + 1] ?? 0];
      const [x0, x1] = [edgesX[column] ?? 0, edgesX[column + 1] ?? 0];
      const here = isIn(row, column);
      if (column + 1 < columns && here !== isIn(row, column + 1)) {
        lines.push({ x0: x1, y0, x1, y1 });
      }
      if (row + 1 < rows && here !== isIn(row + 1, column)) lines.push({ x0, y0: y1, x1, y1 });
    }
  }
  return lines;
}
