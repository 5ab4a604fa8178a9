/** A figure as plain data: the window draws it, the engine and the command line write it as SVG or CSV. */
export interface Figure {
  readonly title: string;
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  /** drawn in this order, later ones on top */
  readonly marks: readonly FigureMark[];
  /** the empty corner that takes the key, or the room above the plot, or null for none */
  readonly key: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right' | 'above' | null;
  /** what the figure was made from; written into the SVG and the CSV */
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface FigureAxis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly format: 'plain' | 'percent' | 'grouped';
  /** words that stand at the ticks in place of their numbers: the axis lists things, and has no grid */
  readonly words?: readonly string[];
}

/** `ink` is a place in the categorical set of eight, or the grey of a reference line. */
export type FigureInk = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 'reference';

export type FigureMark =
  | {
      readonly kind: 'line';
      readonly name: string;
      readonly ink: FigureInk;
      readonly dashed: boolean;
      /** drawn thicker than others: what the figure is about */
      readonly strong?: boolean;
      /** one of many alike, which the key leaves out */
      readonly unkeyed?: boolean;
      readonly points: readonly FigurePoint[];
    }
  | {
      readonly kind: 'bars';
      readonly name: string;
      readonly ink: FigureInk;
      readonly bars: readonly { readonly from: number; readonly to: number; readonly y: number }[];
    }
  | { readonly kind: 'rule'; readonly name: string; readonly ink: FigureInk; readonly x: number }
  | {
      /** bars that lie, one below the other */
      readonly kind: 'rows';
      readonly name: string;
      readonly ink: FigureInk;
      readonly rows: readonly FigureRow[];
    }
  | {
      /** single points */
      readonly kind: 'points';
      readonly name: string;
      readonly ink: FigureInk;
      readonly points: readonly (FigurePoint & { readonly name: string })[];
    }
  | {
      /** what lies between two lines */
      readonly kind: 'ribbon';
      readonly name: string;
      readonly ink: FigureInk;
      readonly points: readonly {
        readonly x: number;
        readonly low: number;
        readonly high: number;
      }[];
    }
  | {
      /** words in the plot; they count as no data */
      readonly kind: 'note';
      readonly name: '';
      readonly ink: 'text' | 'caption';
      readonly at: FigurePoint;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly text: string;
    };

/** A bar that lies from 0 to `x`, `thick` across around `y`. */
export interface FigureRow {
  readonly x: number;
  readonly y: number;
  readonly thick: number;
}

export interface FigurePoint {
  readonly x: number;
  readonly y: number;
  /** what lies at this point (a source, say) and its id: named on hover and in the CSV, opened by a click */
  readonly of?: { readonly name: string; readonly id: number };
}

/** A number as it stands on an axis or in a hover text. */
export function axisText(value: number, format: FigureAxis['format']): string {
  if (format === 'percent') return `${Math.round(value * 1000) / 10}%`;
  if (format === 'grouped') return value.toLocaleString('en-US');
  return String(Math.round(value * 1000) / 1000);
}

/** Up to `count` round tick values from 0 to `highest`; [0, 1] when `highest` is not above 0. */
export function roundTicks(highest: number, count = 5): readonly number[] {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const steps = Math.ceil(highest / step);
  return Array.from({ length: steps + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/**
 * The figure's numbers, one row a point: `series,x,y`, after `# name: value` lines of its parameters. Where
 * points are of something, a last column names it.
 */
export function figureCsv(figure: Figure): string {
  const rows = [`# ${figure.title}`];
  for (const [name, value] of Object.entries(figure.parameters)) rows.push(`# ${name}: ${value}`);
  const isNamed = figure.marks.some(
    (mark) => mark.kind === 'line' && mark.points.some((p) => p.of),
  );
  const last = isNamed ? ',name' : '';
  rows.push(`series,${csvField(figure.x.label)},${csvField(figure.y.label)}${last}`);
  for (const mark of figure.marks) {
    for (const [name, x, y, of = ''] of markNumbers(mark)) {
      const ofWhat = isNamed ? `,${csvField(of)}` : '';
      rows.push(`${csvField(name)},${cellOf(figure.x, x)},${cellOf(figure.y, y)}${ofWhat}`);
    }
  }
  return `${rows.join('\n')}\n`;
}

type Numbers = readonly (readonly [name: string, x: number, y: number | null, of?: string])[];

function markNumbers(mark: FigureMark): Numbers {
  const { name } = mark;
  if (mark.kind === 'line') return mark.points.map(({ x, y, of }) => [name, x, y, of?.name ?? '']);
  if (mark.kind === 'bars') return mark.bars.map((bar) => [name, bar.from, bar.y]);
  if (mark.kind === 'rows') return mark.rows.map((row) => [name, row.x, row.y]);
  if (mark.kind === 'points') return mark.points.map((point) => [point.name, point.x, point.y]);
  if (mark.kind === 'ribbon') {
    return mark.points.flatMap(({ x, low, high }) => [
      [`${name}, lower`, x, low] as const,
      [`${name}, upper`, x, high] as const,
    ]);
  }
  return mark.kind === 'rule' ? [[name, mark.x, null]] : [];
}

function cellOf(axis: FigureAxis, value: number | null): string {
  return value === null ? '' : csvField(wordAt(axis, value) ?? String(value));
}

/** The word nearest to a place on an axis of words; null on an axis of numbers. */
export function wordAt(axis: FigureAxis, value: number): string | null {
  if (!axis.words) return null;
  const distances = axis.ticks.map((tick) => Math.abs(tick - value));
  return axis.words[distances.indexOf(Math.min(...distances))] ?? null;
}

/** Text that a spreadsheet would run as a formula is kept text by a leading apostrophe. */
function csvField(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
