/** Reads CSV (RFC 4180) as it arrives: `push` text in pieces of any size, then `end`. */
export interface CsvReader {
  /** Rows that this piece completes. */
  push(text: string): string[][];
  /** The last row, when the text does not end with a line break; throws nothing. */
  end(): string[][];
  /** True after `end` when a quote was left open: the text is damaged or cut short. */
  readonly unfinished: boolean;
}

/** Double quotes, LF, CRLF or CR line ends; a byte order mark is skipped; empty lines are not rows. */
export function csvReader(separator: CsvSeparator = ','): CsvReader {
  let row: string[] = [];
  let cell = '';
  let state: 'start' | 'bare' | 'quoted' | 'quote-seen' = 'start';
  let isFirst = true;
  let unfinished = false;

  const endCell = (): void => {
    row.push(cell);
    cell = '';
    state = 'start';
  };
  const endRow = (rows: string[][]): void => {
    if (row.length === 0 && cell === '' && state === 'start') return;
    endCell();
    rows.push(row);
    row = [];
  };
  const take = (character: string, rows: string[][]): void => {
    if (state === 'quoted') {
      if (character === '"') state = 'quote-seen';
      else cell += character;
    } else if (character === '"' && state !== 'bare') {
      if (state === 'quote-seen') cell += '"';
      state = 'quoted';
    } else if (character === separator) {
      endCell();
    } else if (character === '\n' || character === '\r') {
      endRow(rows);
    } else {
      cell += character;
      state = 'bare';
    }
  };
  return {
    push(text) {
      const rows: string[][] = [];
      const from = isFirst && text.startsWith('\uFEFF') ? 1 : 0;
      if (text !== '') isFirst = false;
      for (let i = from; i < text.length; i++) take(text.charAt(i), rows);
      return rows;
    },
    end() {
      unfinished = state === 'quoted';
      const rows: string[][] = [];
      endRow(rows);
      return rows;
    },
    get unfinished() {
      return unfinished;
    },
  };
}

/** What stands between cells; spreadsheets of many languages write semicolons. */
export type CsvSeparator = ',' | ';' | '\t';

/** The separator that the first line has most of; a comma where it has none. */
export function separatorOf(text: string): CsvSeparator {
  const [titles = ''] = text.split(/[\r\n]/, 1);
  const count = (separator: CsvSeparator) => titles.split(separator).length;
  const both = [',', ';', '\t'] as const;
  return both.reduce((most, each) => (count(each) > count(most) ? each : most));
}

/** All rows of a whole text, or null when a quote is left open. */
export function parseCsv(text: string, separator: CsvSeparator = ','): string[][] | null {
  const reader = csvReader(separator);
  const rows = [...reader.push(text), ...reader.end()];
  return reader.unfinished ? null : rows;
}

/** One CSV line with its line break; cells are quoted where they must be. Numbers print as JavaScript prints them; null is empty. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = withoutFormula(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Spreadsheets run text that begins so as a formula; one apostrophe more makes it text again. */
function withoutFormula(text: string): string {
  return /^'*[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}

/** Takes back the apostrophe that `csvLine` put before text that looks like a formula, whatever the text was. */
export function withoutApostrophe(cell: string): string {
  return /^'+[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell;
}
