import { withoutApostrophe } from '../../../shared/csv.ts';
import { type placeTitles, plane } from '../../../shared/patch.ts';

// Cells of tables that may come from anybody: undefined for what cannot be the value.

const mostWhole = 2 ** 32 - 1;

/** Text without control characters and not too long. */
export function textOf(cell: string, most: number): string | undefined {
  const text = withoutApostrophe(cell);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.length <= most && !/[\u0000-\u001f\u007f]/.test(text) ? text : undefined;
}

/** A name that sources may have, since patch names are made of it. */
export function sourceNameOf(cell: string): string | undefined {
  const text = textOf(cell, 200);
  return text?.trim() && !/[/\\]/.test(text) ? text : undefined;
}

/** 0 to 4,294,967,295 in digits. */
export function wholeNumber(cell: string): number | undefined {
  const value = /^\d{1,10}$/.test(cell) ? Number(cell) : Number.NaN;
  return value <= mostWhole ? value : undefined;
}

/** Where a patch lies; see `placeTitles`. */
export const placeCells = {
  volume: (cell: string) => textOf(cell, 1000) || undefined,
  plane: (cell: string) => plane.safeParse(cell).data,
  index: wholeNumber,
  y0: wholeNumber,
  y1: wholeNumber,
  x0: wholeNumber,
  x1: wholeNumber,
} satisfies { readonly [T in (typeof placeTitles)[number]]: (cell: string) => unknown };

/** Null for an empty cell. */
export function numberIn(cell: string, least: number, most: number): number | null | undefined {
  if (cell === '') return null;
  const isNumber = cell.length <= 32 && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(cell);
  const value = isNumber ? Number(cell) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** Null for an empty cell. */
export const wordOf = <W extends string>(
  cell: string,
  words: readonly W[],
): W | null | undefined => (cell === '' ? null : words.find((word) => word === cell));

/** Hexadecimal digits of whole bytes, 1 to 128. */
export const hashOf = (cell: string): string | undefined =>
  /^(?:[0-9a-f]{2}){1,128}$/.test(cell) ? cell : undefined;

/** A cell as a sentence quotes it: nothing in it can steer a terminal. */
function shown(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return cell.slice(0, 60).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/gu, '?');
}

type Readers<K extends string> = { readonly [T in K]: (cell: string) => unknown };
type Read<R extends Readers<string>> = {
  [T in keyof R]: Exclude<ReturnType<R[T]>, undefined>;
};

/** The cells of a line by their titles, or in words which of them cannot be. @param readers in the order of the titles */
export function readCells<R extends Readers<string>>(
  readers: R,
  line: readonly string[],
): Read<R> | string {
  const titles = Object.keys(readers);
  if (line.length !== titles.length) return `has ${line.length} cells`;
  const read: Record<string, unknown> = {};
  for (const [i, title] of titles.entries()) {
    const cell = line[i] ?? '';
    read[title] = readers[title]?.(cell);
    if (read[title] === undefined) return `has "${shown(cell)}" as its ${title}`;
  }
  // `as`: every title was gone through.
  return read as Read<R>;
}
