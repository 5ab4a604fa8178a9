import type { Figure, FigureMark, FigurePoint } from '../../shared/figure.ts';
import { type FigureFrame, placePoint } from '../../shared/figure-layout.ts';

/** What lies under the pointer. */
export interface NearPoint {
  readonly name: string;
  readonly point: FigurePoint;
}

/** How far from the pointer a point may lie, in pixels. */
const reach = 24;

/** The bar under the pointer, else the nearest point of a line within 24 px; null when there is none. */
export function nearestPoint(
  figure: Figure,
  frame: FigureFrame,
  pointer: FigurePoint,
): NearPoint | null {
  for (const mark of figure.marks) {
    const over = barUnder(figure, frame, mark, pointer);
    if (over) return over;
  }
  let best: NearPoint | null = null;
  let least = reach;
  for (const { name, point } of figure.marks.flatMap(pointsOf)) {
    const place = placePoint(figure, frame, point);
    const distance = Math.hypot(place.x - pointer.x, place.y - pointer.y);
    if (distance < least) {
      least = distance;
      best = { name, point };
    }
  }
  return best;
}

/** A standing bar is met above and below its end, a lying one left and right of it: short ones are met too. */
function barUnder(
  figure: Figure,
  frame: FigureFrame,
  mark: FigureMark,
  pointer: FigurePoint,
): NearPoint | null {
  const isBetween = (at: number, a: number, b: number) =>
    at >= Math.min(a, b) && at < Math.max(a, b);
  if (mark.kind === 'bars') {
    const left = (x: number) => placePoint(figure, frame, { x, y: 0 }).x;
    const bar = mark.bars.find(({ from, to }) => isBetween(pointer.x, left(from), left(to)));
    return bar ? { name: mark.name, point: { x: (bar.from + bar.to) / 2, y: bar.y } } : null;
  }
  if (mark.kind === 'rows') {
    const top = (y: number) => placePoint(figure, frame, { x: 0, y }).y;
    const row = mark.rows.find(({ y, thick }) =>
      isBetween(pointer.y, top(y - thick / 2), top(y + thick / 2)),
    );
    return row ? { name: mark.name, point: { x: row.x, y: row.y } } : null;
  }
  return null;
}

function pointsOf(mark: FigureMark): readonly NearPoint[] {
  if (mark.kind === 'points') return mark.points.map((point) => ({ name: point.name, point }));
  if (mark.kind !== 'line' || mark.ink === 'reference') return [];
  return mark.points.map((point) => ({ name: mark.name, point }));
}
