import type { Figure, FigurePoint } from '../../shared/figure.ts';

/** A point of one of a figure's lines, by place. */
export interface PlotCursor {
  readonly mark: number;
  readonly point: number;
}

/** The point at a cursor with the name of its line; null when the figure has changed under it. */
export function pointAt(
  figure: Figure,
  { mark, point }: PlotCursor,
): { readonly name: string; readonly point: FigurePoint } | null {
  const line = figure.marks[mark];
  const found = line?.kind === 'line' ? line.points[point] : undefined;
  return line && found ? { name: line.name, point: found } : null;
}

/**
 * Where a key moves the cursor: left and right along a line, ten points with Page Up and Down, Home and End
 * to its ends, up and down to the point of the next line at the same share along. Only points that are of
 * something are stepped on. The first key puts the cursor on the last point of the topmost line.
 */
export function steppedCursor(
  figure: Figure,
  cursor: PlotCursor | null,
  key: string,
): PlotCursor | null {
  const lines = figure.marks.flatMap((mark, at) => {
    const points = mark.kind === 'line' ? mark.points : [];
    const named = points.flatMap((point, place) => (point.of ? [place] : []));
    return named.length > 0 ? [{ at, named }] : [];
  });
  const moves = stepsOf(key);
  if (lines.length === 0 || !moves) return cursor;
  const top = lines.length - 1;
  const found = lines.findIndex(({ at }) => at === cursor?.mark);
  const from = lines[found < 0 ? top : found];
  if (!cursor || found < 0 || !from) return cursorOn(lines[top], 1);
  const last = from.named.length - 1;
  const place = Math.max(0, from.named.indexOf(cursor.point));
  if (moves.line !== 0) {
    const next = lines[Math.min(top, Math.max(0, found + moves.line))];
    return cursorOn(next, last === 0 ? 1 : place / last);
  }
  const moved = Math.min(last, Math.max(0, place + moves.along));
  return { mark: from.at, point: from.named[moved] ?? 0 };
}

function cursorOn(
  line: { readonly at: number; readonly named: readonly number[] } | undefined,
  share: number,
): PlotCursor | null {
  if (!line) return null;
  return { mark: line.at, point: line.named[Math.round(share * (line.named.length - 1))] ?? 0 };
}

function stepsOf(key: string): { readonly along: number; readonly line: number } | null {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    PageUp: [10, 0],
    PageDown: [-10, 0],
    Home: [Number.NEGATIVE_INFINITY, 0],
    End: [Number.POSITIVE_INFINITY, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  const [along, line] = steps[key] ?? [];
  return along === undefined || line === undefined ? null : { along, line };
}
