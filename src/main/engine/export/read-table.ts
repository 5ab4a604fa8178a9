import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { csvReader } from '../../../shared/csv.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';

/** One kind of CSV file of a data set. */
export interface TableForm<T> {
  readonly titles: readonly string[];
  /** The cells of a line as a row; what is wrong with them, in words, where they cannot be one. */
  parse(cells: readonly string[]): T | string;
}

/** Longest line read, in UTF-16 units: ours are about 300. */
const mostInLine = 65_536;
const pieceBytes = 2 ** 16;
/** Ordinals are 32-bit numbers. */
const mostRows = 2 ** 32 - 1;

/**
 * Reads a table that may come from anybody. Every line is checked before it is handed on; links are not followed;
 * memory is bounded by the longest line.
 *
 * @param visit gets the rows of a piece of the file in order; what it refuses ends the reading
 * @returns the digest of the bytes read and how many rows there were, or `manifest-invalid`, `file-missing`,
 * `file-unreadable`, `cancelled`, or what `visit` refused with
 */
export async function readTable<T>(
  path: string,
  form: TableForm<T>,
  visit: (rows: readonly T[], first: number) => Outcome<null> | Promise<Outcome<null>>,
  signal?: AbortSignal,
): Promise<Outcome<{ sha256: string; rows: number }>> {
  const digest = createHash('sha256');
  const lines = tableLines(path, form);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const take = async (rows: Outcome<readonly T[]>) =>
    rows.ok ? visit(rows.value, lines.count() - rows.value.length) : rows;
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const piece = Buffer.alloc(pieceBytes);
      for (;;) {
        if (signal?.aborted) return fail({ kind: 'cancelled' });
        const { bytesRead } = await handle.read(piece, 0, pieceBytes);
        if (bytesRead === 0) break;
        const bytes = piece.subarray(0, bytesRead);
        digest.update(bytes);
        const taken = await take(lines.push(decoder.decode(bytes, { stream: true })));
        if (!taken.ok) return taken;
      }
      const taken = await take(lines.end(decoder.decode()));
      if (!taken.ok) return taken;
    } finally {
      await handle.close();
    }
    return succeed({ sha256: digest.digest('hex'), rows: lines.count() });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return fail({ kind: 'manifest-invalid', path, what: 'it is not text in UTF-8' });
    }
    if (code === 'ENOENT') return fail({ kind: 'file-missing', path });
    if (code === null) throw error;
    return fail({ kind: 'file-unreadable', path, reason: code });
  }
}

/** Rows of a table whose text comes in pieces. */
function tableLines<T>(path: string, { titles, parse }: TableForm<T>) {
  const reader = csvReader();
  let lines = 0;
  let pending = 0;
  const invalid = (what: string) => fail({ kind: 'manifest-invalid', path, what });
  const take = (cells: readonly string[][]): Outcome<readonly T[]> => {
    const rows: T[] = [];
    for (const line of cells) {
      lines++;
      if (lines === 1) {
        if (line.join() !== titles.join()) return invalid('its first line has other titles');
        continue;
      }
      const row = parse(line);
      if (typeof row === 'string') return invalid(`line ${lines} ${row}`);
      rows.push(row);
    }
    return lines - 1 > mostRows ? invalid('it has more lines than can be read') : succeed(rows);
  };
  return {
    count: () => Math.max(0, lines - 1),
    push(text: string): Outcome<readonly T[]> {
      const cells = reader.push(text);
      pending = cells.length > 0 ? 0 : pending + text.length;
      return pending > mostInLine ? invalid(`line ${lines + 1} is too long`) : take(cells);
    },
    end(text: string): Outcome<readonly T[]> {
      const taken = take([...reader.push(text), ...reader.end()]);
      if (!taken.ok) return taken;
      if (reader.unfinished) return invalid('a quotation mark is never closed');
      return lines === 0 ? invalid('it is empty') : taken;
    },
  };
}
