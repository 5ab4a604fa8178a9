import { isInside, type Point } from './lasso-path.ts';

/** Where points lie, in units of the data, y upwards; `group` is each one's place in the list of groups. */
export interface ScatterPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly group: Uint8Array;
}

/** What is seen of the plane: the middle, and data units that one CSS pixel spans. */
export interface ScatterView {
  readonly x: number;
  readonly y: number;
  readonly unit: number;
}

/** Of the drawing, in CSS pixels. */
export interface ScatterSize {
  readonly width: number;
  readonly height: number;
}

/** Left free around all points, so that markers and the lasso have room. */
const margin = 24;
/** How far one may go in, and out, from the view of everything. */
const zooms = { nearest: 200, farthest: 2 };

/** The view that shows every point, as large as it may be. */
export function viewOfAll({ x, y }: ScatterPoints, size: ScatterSize): ScatterView {
  const [left, right] = rangeOf(x);
  const [bottom, top] = rangeOf(y);
  const unit = Math.max(
    (right - left) / Math.max(1, size.width - 2 * margin),
    (top - bottom) / Math.max(1, size.height - 2 * margin),
  );
  return { x: (left + right) / 2, y: (bottom + top) / 2, unit: unit > 0 ? unit : 1 };
}

function rangeOf(values: Float32Array): readonly [number, number] {
  if (values.length === 0) return [0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/** Where a place of the data is drawn, in CSS pixels from the top left. */
export function drawnAt(view: ScatterView, size: ScatterSize, x: number, y: number): Point {
  return {
    x: size.width / 2 + (x - view.x) / view.unit,
    y: size.height / 2 - (y - view.y) / view.unit,
  };
}

/** The view moved by so many CSS pixels: what lay at the pointer stays under it. */
export function panned(view: ScatterView, right: number, down: number): ScatterView {
  return { ...view, x: view.x - right * view.unit, y: view.y + down * view.unit };
}

/** Nearer by a factor above 1, farther by one below; what lies at `at` stays there. */
export function zoomed(
  view: ScatterView,
  size: ScatterSize,
  at: Point,
  factor: number,
  whole: ScatterView,
): ScatterView {
  const wanted = view.unit / factor;
  const unit = Math.min(whole.unit * zooms.farthest, Math.max(whole.unit / zooms.nearest, wanted));
  const [right, up] = [at.x - size.width / 2, size.height / 2 - at.y];
  return {
    x: view.x + right * (view.unit - unit),
    y: view.y + up * (view.unit - unit),
    unit,
  };
}

/** The point drawn nearest to a place, at most `reach` CSS pixels away; null where there is none. */
export function nearestDrawn(
  points: ScatterPoints,
  view: ScatterView,
  size: ScatterSize,
  at: Point,
  reach: number,
): number | null {
  const x = view.x + (at.x - size.width / 2) * view.unit;
  const y = view.y + (size.height / 2 - at.y) * view.unit;
  let least = (reach * view.unit) ** 2;
  let nearest: number | null = null;
  for (let i = 0; i < points.x.length; i++) {
    const square = ((points.x[i] ?? 0) - x) ** 2 + ((points.y[i] ?? 0) - y) ** 2;
    if (square > least) continue;
    least = square;
    nearest = i;
  }
  return nearest;
}

/** Points that a line in CSS pixels encloses, ascending (even-odd; open ends are joined straight). */
export function pointsInPath(
  points: ScatterPoints,
  view: ScatterView,
  size: ScatterSize,
  path: readonly Point[],
): number[] {
  if (path.length < 3) return [];
  const [left, right] = boundsOf(path.map(({ x }) => x));
  const [top, bottom] = boundsOf(path.map(({ y }) => y));
  const found: number[] = [];
  for (let i = 0; i < points.x.length; i++) {
    const at = drawnAt(view, size, points.x[i] ?? 0, points.y[i] ?? 0);
    if (at.x < left || at.x > right || at.y < top || at.y > bottom) continue;
    if (isInside(at, path)) found.push(i);
  }
  return found;
}

/** Points that are seen now, ascending. */
export function pointsInView(
  points: ScatterPoints,
  view: ScatterView,
  { width, height }: ScatterSize,
): number[] {
  const [reachX, reachY] = [(width / 2) * view.unit, (height / 2) * view.unit];
  const found: number[] = [];
  for (let i = 0; i < points.x.length; i++) {
    const isSeen =
      Math.abs((points.x[i] ?? 0) - view.x) <= reachX &&
      Math.abs((points.y[i] ?? 0) - view.y) <= reachY;
    if (isSeen) found.push(i);
  }
  return found;
}

const boundsOf = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
];
