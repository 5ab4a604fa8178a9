import type { Figure, FigurePoint } from '../../shared/figure.ts';
import { type FigureFrame, placePoint } from '../../shared/figure-layout.ts';

/** The point of a line, or the bar, nearest to the pointer and within 24 px; null when there is none. */
export function nearestPoint(
  figure: Figure,
  frame: FigureFrame,
  pointer: FigurePoint,
): { readonly name: string; readonly point: FigurePoint } | null {
  let best: { name: string; point: FigurePoint } | null = null;
  let least = 24;
  for (const mark of figure.marks) {
    if (mark.kind === 'bars') {
      for (const bar of mark.bars) {
        const left = placePoint(figure, frame, { x: bar.from, y: 0 }).x;
        const right = placePoint(figure, frame, { x: bar.to, y: 0 }).x;
        const isOver = pointer.x >= left && pointer.x < right;
        if (isOver) return { name: mark.name, point: { x: (bar.from + bar.to) / 2, y: bar.y } };
      }
    }
    if (mark.kind !== 'line' || mark.ink === 'reference') continue;
    for (const point of mark.points) {
      const place = placePoint(figure, frame, point);
      const distance = Math.hypot(place.x - pointer.x, place.y - pointer.y);
      if (distance < least) {
        least = distance;
        best = { name: mark.name, point };
      }
    }
  }
  return best;
}
