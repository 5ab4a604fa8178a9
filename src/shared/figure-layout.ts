import {
  axisText,
  type Figure,
  type FigureInk,
  type FigureMark,
  type FigurePoint,
  type FigureRow,
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
  readonly tag: 'line' | 'path' | 'rect' | 'circle' | 'text';
  readonly ink: FigureInk | 'text' | 'caption' | 'grid' | 'axis';
  /** fills are for areas and text, strokes for lines */
  readonly paint: 'fill' | 'stroke';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text: string | null;
}

/** Where the plot lies inside a picture of the given size. */
export function figureFrame(width: number, height: number): FigureFrame {
  return { width, height, left: 56, right: width - 16, top: 16, bottom: height - 44 };
}

/** Where a figure's plot lies: words beside the y axis get the room they need, up to two fifths of the width; so does a key above. */
export function frameOf(figure: Figure, width: number, height: number): FigureFrame {
  const plain = figureFrame(width, height);
  const frame = figure.key === 'above' ? { ...plain, top: plain.top + 20 } : plain;
  const longest = Math.max(0, ...(figure.y.words ?? []).map((word) => word.length));
  const left = Math.min(24 + longest * letter, Math.round(width * 0.4));
  return longest === 0 ? frame : { ...frame, left: Math.max(frame.left, left) };
}

/** Mean width of a letter at the size of the words of a figure, in pixels. */
const letter = 6.2;

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
    if (!figure.x.words) shapes.push(stroke('grid', line(x, frame.top, x, frame.bottom)));
    shapes.push(text('text', x, frame.bottom + 16, 'middle', tickText(figure.x, tick)));
  }
  const room = Math.floor((frame.left - 16) / letter);
  for (const tick of figure.y.ticks) {
    const { y } = placePoint(figure, frame, { x: figure.x.from, y: tick });
    if (!figure.y.words) shapes.push(stroke('grid', line(frame.left, y, frame.right, y)));
    const words = shortened(tickText(figure.y, tick), room);
    shapes.push(text('text', frame.left - 8, y + 4, 'end', words));
  }
  shapes.push(stroke('axis', line(frame.left, frame.bottom, frame.right, frame.bottom)));
  shapes.push(stroke('axis', line(frame.left, frame.top, frame.left, frame.bottom)));
  const middle = (frame.left + frame.right) / 2;
  shapes.push(text('caption', middle, frame.height - 8, 'middle', figure.x.label));
  const centre = (frame.top + frame.bottom) / 2;
  const side = text('caption', 0, 0, 'middle', figure.y.label);
  if (figure.y.label === '') return shapes;
  const turned = { ...side.attributes, transform: `translate(12 ${centre}) rotate(-90)` };
  return [...shapes, { ...side, attributes: turned }];
}

const tickText = (axis: Figure['x'], tick: number): string =>
  axis.words?.[axis.ticks.indexOf(tick)] ?? axisText(tick, axis.format);

/** The middle is left out: names often differ at their ends. */
function shortened(words: string, room: number): string {
  if (words.length <= room) return words;
  const head = Math.ceil((room - 1) / 2);
  return `${words.slice(0, head)}…${words.slice(words.length - (room - 1 - head))}`;
}

function markShapes(figure: Figure, frame: FigureFrame, mark: FigureMark): FigureShape[] {
  if (mark.kind === 'line') return [curve(figure, frame, mark)];
  if (mark.kind === 'rule') {
    const { x } = placePoint(figure, frame, { x: mark.x, y: figure.y.from });
    return [stroke(mark.ink, { ...line(x, frame.top, x, frame.bottom), 'stroke-width': 2 })];
  }
  if (mark.kind === 'rows') return mark.rows.map((row) => lyingBar(figure, frame, mark.ink, row));
  if (mark.kind === 'ribbon') return [ribbon(figure, frame, mark)];
  if (mark.kind === 'points') {
    return mark.points.map((point) => {
      const { x, y } = placePoint(figure, frame, point);
      return dot(mark.ink, x, y);
    });
  }
  if (mark.kind === 'note') {
    const { x, y } = placePoint(figure, frame, mark.at);
    return [text(mark.ink, x, round(y + 4), mark.anchor, mark.text)];
  }
  return mark.bars.map((bar) => {
    const top = placePoint(figure, frame, { x: bar.from, y: bar.y });
    const end = placePoint(figure, frame, { x: bar.to, y: figure.y.from });
    const width = round(Math.max(0.5, end.x - top.x - 1));
    const attributes = { x: top.x, y: top.y, width, height: round(end.y - top.y) };
    return { tag: 'rect', ink: mark.ink, paint: 'fill', attributes, text: null };
  });
}

function lyingBar(figure: Figure, frame: FigureFrame, ink: FigureInk, row: FigureRow): FigureShape {
  const start = placePoint(figure, frame, { x: 0, y: row.y - row.thick / 2 });
  const end = placePoint(figure, frame, { x: row.x, y: row.y + row.thick / 2 });
  const attributes = {
    x: start.x,
    y: Math.min(start.y, end.y),
    // What there is, however little, is seen.
    width: row.x > 0 ? round(Math.max(1, end.x - start.x)) : 0,
    height: round(Math.max(1, Math.abs(end.y - start.y) - 1)),
  };
  return { tag: 'rect', ink, paint: 'fill', attributes, text: null };
}

function ribbon(figure: Figure, frame: FigureFrame, mark: FigureMark & { kind: 'ribbon' }) {
  const place = (x: number, y: number) => placePoint(figure, frame, { x, y });
  const upper = mark.points.map(({ x, high }) => place(x, high));
  const lower = mark.points.map(({ x, low }) => place(x, low)).reverse();
  const path = [...upper, ...lower]
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('');
  const attributes = { d: `${path}Z`, 'fill-opacity': 0.35 };
  return { tag: 'path', ink: mark.ink, paint: 'fill', attributes, text: null } as const;
}

function curve(figure: Figure, frame: FigureFrame, mark: FigureMark & { kind: 'line' }) {
  const places = mark.points.map((point) => placePoint(figure, frame, point));
  const path = places.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const dash = mark.dashed ? { 'stroke-dasharray': '4 4' } : {};
  const width = mark.strong ? 3 : mark.ink === 'reference' ? 1 : 2;
  return pathShape(mark.ink, { d: path, 'stroke-width': width, ...dash });
}

function keyShapes(figure: Figure, frame: FigureFrame): FigureShape[] {
  if (!figure.key) return [];
  const named = figure.marks.filter(
    (mark) => mark.name !== '' && !(mark.kind === 'line' && mark.unkeyed),
  );
  // Within the plot a key takes half of its width at most: the curves are to be seen.
  const room =
    figure.key === 'above' ? Infinity : Math.floor((frame.right - frame.left) / 2 / letter);
  const names = named.map((mark) => shortened(mark.name, room));
  const places = keyPlaces(figure.key, frame, names);
  return named.flatMap((mark, i) => {
    const { x, y } = places[i] ?? { x: 0, y: 0 };
    return [keySample(mark, x, y), text('text', x + 28, y + 4, 'start', names[i] ?? '')];
  });
}

/** Where each line of a key begins: one below the other, or side by side above the plot. */
function keyPlaces(
  key: NonNullable<Figure['key']>,
  frame: FigureFrame,
  names: readonly string[],
): readonly FigurePoint[] {
  if (key === 'above') {
    let next = frame.left;
    return names.map((name) => {
      const x = next;
      next = round(x + 48 + name.length * letter);
      return { x, y: frame.top - 18 };
    });
  }
  const step = 18;
  const longest = Math.max(0, ...names.map((name) => name.length));
  const isLeft = key === 'top-left' || key === 'bottom-left';
  const isTop = key === 'top-left' || key === 'top-right';
  const x = isLeft ? frame.left + 12 : frame.right - 40 - longest * letter;
  const y = isTop ? frame.top + 16 : frame.bottom - 4 - names.length * step;
  return names.map((_, i) => ({ x, y: y + i * step }));
}

function keySample(mark: FigureMark, x: number, y: number): FigureShape {
  // A note has no name, and so no place in a key.
  const ink = mark.kind === 'note' ? 'reference' : mark.ink;
  if (mark.kind === 'points') return dot(ink, x + 10, y);
  const dash = mark.kind === 'line' && mark.dashed ? { 'stroke-dasharray': '4 4' } : {};
  const thick = mark.kind === 'rows' || mark.kind === 'ribbon' ? 8 : 2;
  return stroke(ink, { ...line(x, y, x + 20, y), 'stroke-width': thick, ...dash });
}

const line = (x1: number, y1: number, x2: number, y2: number) => ({ x1, y1, x2, y2 });

function stroke(ink: FigureShape['ink'], attributes: FigureShape['attributes']): FigureShape {
  return { tag: 'line', ink, paint: 'stroke', attributes, text: null };
}

function dot(ink: FigureInk, cx: number, cy: number): FigureShape {
  const attributes = { cx, cy, r: 4, 'fill-opacity': 0.85 };
  return { tag: 'circle', ink, paint: 'fill', attributes, text: null };
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
