/** A figure as plain data: the window draws it, the engine and the command line write it as SVG or CSV. */
export interface Figure {
  readonly title: string;
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  /** drawn in this order, later ones on top */
  readonly marks: readonly FigureMark[];
  /** the empty corner that takes the key, or null for none */
  readonly key: 'top-left' | 'bottom-right' | null;
  /** what the figure was made from; written into the SVG and the CSV */
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface FigureAxis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly format: 'plain' | 'percent' | 'grouped';
}

/** `ink` is a place in the categorical set of eight, or the grey of a reference line. */
export type FigureInk = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 'reference';

export type FigureMark =
  | {
      readonly kind: 'line';
      readonly name: string;
      readonly ink: FigureInk;
      readonly dashed: boolean;
      readonly points: readonly FigurePoint[];
    }
  | {
      readonly kind: 'bars';
      readonly name: string;
      readonly ink: FigureInk;
      readonly bars: readonly { readonly from: number; readonly to: number; readonly y: number }[];
    }
  | { readonly kind: 'rule'; readonly name: string; readonly ink: FigureInk; readonly x: number };

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
    for (const [x, y, name = ''] of markNumbers(mark)) {
      rows.push(`${csvField(mark.name)},${x},${y}${isNamed ? `,${csvField(name)}` : ''}`);
    }
  }
  return `${rows.join('\n')}\n`;
}

function markNumbers(mark: FigureMark): readonly (readonly [number, number | string, string?])[] {
  if (mark.kind === 'line')
    return mark.points.map(({ x, y, of }) => [x, y, of?.name ?? ''] as const);
  if (mark.kind === 'bars') return mark.bars.map((bar) => [bar.from, bar.y] as const);
  return [[mark.x, '']];
}

/** Text that a spreadsheet would run as a formula is kept text by a leading apostrophe. */
function csvField(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
