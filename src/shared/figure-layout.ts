import {
  axisText,
  type Figure,
  type FigureInk,
  type FigureMark,
  type FigurePoint,
} from './figure.ts';

/** Outer size and inner plot rectangle of a drawn figure, in pixels. */
export interface FigureFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** One SVG element; `ink` is turned into a colour by whoever draws it. */
export interface FigureShape {
  readonly tag: 'line' | 'path' | 'rect' | 'text';
  readonly ink: FigureInk | 'text' | 'caption' | 'grid' | 'axis';
  /** fills are for rectangles and text, strokes for lines and paths */
  readonly paint: 'fill' | 'stroke';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text: string | null;
}

/** Where the plot lies inside a picture of the given size. */
export function figureFrame(width: number, height: number): FigureFrame {
  return { width, height, left: 56, right: width - 16, top: 16, bottom: height - 44 };
}

/** Place of a point of the figure's axes inside the frame, in pixels. */
export function placePoint(figure: Figure, frame: FigureFrame, point: FigurePoint): FigurePoint {
  const along = (point.x - figure.x.from) / (figure.x.to - figure.x.from);
  const up = (point.y - figure.y.from) / (figure.y.to - figure.y.from);
  return {
    x: round(frame.left + along * (frame.right - frame.left)),
    y: round(frame.bottom - up * (frame.bottom - frame.top)),
  };
}

/** All shapes of a figure, in drawing order; the same for the window and for files. */
export function layoutFigure(figure: Figure, frame: FigureFrame): readonly FigureShape[] {
  return [
    ...axisShapes(figure, frame),
    ...figure.marks.flatMap((mark) => markShapes(figure, frame, mark)),
    ...keyShapes(figure, frame),
  ];
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100;

function axisShapes(figure: Figure, frame: FigureFrame): FigureShape[] {
  const shapes: FigureShape[] = [];
  for (const tick of figure.x.ticks) {
    const { x } = placePoint(figure, frame, { x: tick, y: figure.y.from });
    shapes.push(stroke('grid', line(x, frame.top, x, frame.bottom)));
    const label = axisText(tick, figure.x.format);
    shapes.push(text('text', x, frame.bottom + 16, 'middle', label));
  }
  for (const tick of figure.y.ticks) {
    const { y } = placePoint(figure, frame, { x: figure.x.from, y: tick });
    shapes.push(stroke('grid', line(frame.left, y, frame.right, y)));
    shapes.push(text('text', frame.left - 8, y + 4, 'end', axisText(tick, figure.y.format)));
  }
  shapes.push(stroke('axis', line(frame.left, frame.bottom, frame.right, frame.bottom)));
  shapes.push(stroke('axis', line(frame.left, frame.top, frame.left, frame.bottom)));
  const middle = (frame.left + frame.right) / 2;
  shapes.push(text('caption', middle, frame.height - 8, 'middle', figure.x.label));
  const centre = (frame.top + frame.bottom) / 2;
  const side = text('caption', 0, 0, 'middle', figure.y.label);
  const turned = { ...side.attributes, transform: `translate(12 ${centre}) rotate(-90)` };
  return [...shapes, { ...side, attributes: turned }];
}

function markShapes(figure: Figure, frame: FigureFrame, mark: FigureMark): FigureShape[] {
  if (mark.kind === 'line') return [curve(figure, frame, mark)];
  if (mark.kind === 'rule') {
    const { x } = placePoint(figure, frame, { x: mark.x, y: figure.y.from });
    return [stroke(mark.ink, { ...line(x, frame.top, x, frame.bottom), 'stroke-width': 2 })];
  }
  return mark.bars.map((bar) => {
    const top = placePoint(figure, frame, { x: bar.from, y: bar.y });
    const end = placePoint(figure, frame, { x: bar.to, y: figure.y.from });
    const width = round(Math.max(0.5, end.x - top.x - 1));
    const attributes = { x: top.x, y: top.y, width, height: round(end.y - top.y) };
    return { tag: 'rect', ink: mark.ink, paint: 'fill', attributes, text: null };
  });
}

function curve(figure: Figure, frame: FigureFrame, mark: FigureMark & { kind: 'line' }) {
  const places = mark.points.map((point) => placePoint(figure, frame, point));
  const path = places.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const dash = mark.dashed ? { 'stroke-dasharray': '4 4' } : {};
  const width = mark.ink === 'reference' ? 1 : 2;
  return pathShape(mark.ink, { d: path, 'stroke-width': width, ...dash });
}

function keyShapes(figure: Figure, frame: FigureFrame): FigureShape[] {
  if (!figure.key) return [];
  const named = figure.marks.filter((mark) => mark.name !== '');
  const step = 18;
  const longest = Math.max(0, ...named.map((mark) => mark.name.length));
  const x = figure.key === 'top-left' ? frame.left + 12 : frame.right - 40 - longest * 6.2;
  const y = figure.key === 'top-left' ? frame.top + 16 : frame.bottom - 4 - named.length * step;
  return named.flatMap((mark, i) => {
    const at = y + i * step;
    const dash = mark.kind === 'line' && mark.dashed ? { 'stroke-dasharray': '4 4' } : {};
    const sample = stroke(mark.ink, { ...line(x, at, x + 20, at), 'stroke-width': 2, ...dash });
    return [sample, text('text', x + 28, at + 4, 'start', mark.name)];
  });
}

const line = (x1: number, y1: number, x2: number, y2: number) => ({ x1, y1, x2, y2 });

function stroke(ink: FigureShape['ink'], attributes: FigureShape['attributes']): FigureShape {
  return { tag: 'line', ink, paint: 'stroke', attributes, text: null };
}

function pathShape(ink: FigureShape['ink'], attributes: FigureShape['attributes']): FigureShape {
  const joined = { fill: 'none', 'stroke-linejoin': 'round', ...attributes };
  return { tag: 'path', ink, paint: 'stroke', attributes: joined, text: null };
}

function text(
  ink: 'text' | 'caption',
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  words: string,
): FigureShape {
  const attributes = { x, y, 'text-anchor': anchor, 'font-size': 11 };
  return { tag: 'text', ink, paint: 'fill', attributes, text: words };
}
