import { type GridGeometry, gap } from './grid-geometry.ts';

/** A point of the grid's content, in CSS pixels from its top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Places whose patches a freehand line touches or encloses, ascending. A line whose ends lie apart is
 * closed straight; a patch is enclosed when its middle lies inside (even-odd).
 */
export function placesInLasso(grid: GridGeometry, path: readonly Point[]): number[] {
  const found = new Set<number>();
  for (let i = 0; i < path.length; i++) {
    const [from, to] = [path[Math.max(0, i - 1)], path[i]];
    if (from && to) for (const at of placesOnLine(grid, from, to)) found.add(at);
  }
  for (const at of placesAround(grid, path)) {
    if (!found.has(at) && isInside(middleOf(grid, at), path)) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** The place at a point; null in a gap, in the margin, or past the end. */
export function placeAtPoint(grid: GridGeometry, { x, y }: Point): number | null {
  const column = Math.floor((x - grid.margin) / grid.pitch);
  const row = Math.floor(y / grid.pitch);
  if (column < 0 || column >= grid.columns || row < 0) return null;
  const insideX = x - grid.margin - column * grid.pitch < grid.pitch - gap;
  const insideY = y - row * grid.pitch < grid.pitch - gap;
  const at = row * grid.columns + column;
  return insideX && insideY && at < grid.total ? at : null;
}

/** Steps of a quarter of a patch cannot jump over one. */
function placesOnLine(grid: GridGeometry, from: Point, to: Point): number[] {
  const steps = Math.max(1, Math.ceil((Math.hypot(to.x - from.x, to.y - from.y) * 4) / grid.pitch));
  const places: number[] = [];
  for (let i = 0; i <= steps; i++) {
    const share = i / steps;
    const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    const at = placeAtPoint(grid, point);
    if (at !== null) places.push(at);
  }
  return places;
}

function* placesAround(grid: GridGeometry, path: readonly Point[]): Iterable<number> {
  if (path.length < 3) return;
  const columnOf = (x: number) => Math.floor((x - grid.margin) / grid.pitch);
  const rowOf = (y: number) => Math.floor(y / grid.pitch);
  const [xs, ys] = [path.map(({ x }) => x), path.map(({ y }) => y)];
  const left = Math.max(0, columnOf(Math.min(...xs)));
  const right = Math.min(grid.columns - 1, columnOf(Math.max(...xs)));
  const top = Math.max(0, rowOf(Math.min(...ys)));
  const bottom = Math.min(grid.rows - 1, rowOf(Math.max(...ys)));
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const at = row * grid.columns + column;
      if (at < grid.total) yield at;
    }
  }
}

function middleOf(grid: GridGeometry, at: number): Point {
  return {
    x: grid.margin + (at % grid.columns) * grid.pitch + grid.tile / 2,
    y: Math.floor(at / grid.columns) * grid.pitch + grid.tile / 2,
  };
}

/** Whether a point lies within a line closed straight (even-odd). */
export function isInside({ x, y }: Point, path: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0; i < path.length; i++) {
    const [a, b] = [path[i], path[(i + 1) % path.length]];
    if (!a || !b || a.y > y === b.y > y) continue;
    if (x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
