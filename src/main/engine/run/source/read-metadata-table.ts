import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { parseCsv, separatorOf, withoutApostrophe } from '../../../../shared/csv.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import {
  longestText,
  metadataFields,
  metadataTitles,
  voxelFields,
  withheldField,
} from '../../../../shared/metadata-table.ts';
import { type VoxelSize, voxelSize } from '../../../../shared/volume.ts';

/** A line of the table: what it says of a source. A field whose column is not there is absent. */
export interface MetadataRow {
  readonly name: string;
  readonly texts: Readonly<Partial<Record<(typeof metadataFields)[number], string>>>;
  /** empty where the cell is; undefined without the column */
  readonly withheld: string | undefined;
  /** null where the cells are empty; undefined without the columns */
  readonly voxelSize: VoxelSize | null | undefined;
}

export interface ReadMetadata {
  readonly rows: readonly MetadataRow[];
  readonly ignored: readonly string[];
  readonly sha256: string;
}

/** Six hundred sources with long notes take less than a megabyte. */
const mostBytes = 64 * 2 ** 20;
const mostRows = 100_000;

/** Reads a table of sources, with commas, semicolons or tabs; its columns may stand in any order, or be missing. */
export async function readMetadataTable(path: string): Promise<Outcome<ReadMetadata>> {
  const invalid = (what: string) => fail({ kind: 'source-table-invalid', path, what });
  const found = await stat(path).catch(() => null);
  if (!found) return fail({ kind: 'file-missing', path });
  if (!found.isFile()) return invalid('it is not a file');
  if (found.size > mostBytes) return invalid('it is too large');
  const bytes = await readFile(path).catch((error: unknown) => String(error));
  if (typeof bytes === 'string') return fail({ kind: 'file-unreadable', path, reason: bytes });
  const rows = metadataRows(new TextDecoder().decode(bytes));
  if (typeof rows === 'string') return invalid(rows);
  return succeed({ ...rows, sha256: createHash('sha256').update(bytes).digest('hex') });
}

/** @returns what is wrong with the text, in words */
function metadataRows(text: string): Omit<ReadMetadata, 'sha256'> | string {
  const lines = parseCsv(text, separatorOf(text));
  if (!lines) return 'a quote is opened and never closed';
  const titles = (lines[0] ?? []).map((title) => title.trim().toLowerCase());
  if (!titles.includes('source')) return 'it has no column "source" with the names of sources';
  const known: readonly string[] = metadataTitles;
  const twice = titles.find((title, i) => known.includes(title) && titles.indexOf(title) !== i);
  if (twice) return `it has two columns "${twice}"`;
  const edges = voxelFields.filter((field) => titles.includes(field)).length;
  if (edges > 0 && edges < voxelFields.length) return `it needs all of ${voxelFields.join(', ')}`;
  if (lines.length - 1 > mostRows) return `it has more than ${mostRows} lines`;
  const rows: MetadataRow[] = [];
  const names = new Set<string>();
  for (const [i, cells] of lines.entries()) {
    if (i === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const row = metadataRow(titles, cells);
    if (typeof row === 'string') return `line ${i + 1}: ${row}`;
    if (names.has(row.name)) return `line ${i + 1}: ${row.name} stands in an earlier line too`;
    names.add(row.name);
    rows.push(row);
  }
  const ignored = titles.filter((title) => title !== '' && !known.includes(title));
  return { rows, ignored: ignored.slice(0, 100) };
}

function metadataRow(titles: readonly string[], cells: readonly string[]): MetadataRow | string {
  const cell = (title: string) => withoutApostrophe(cells[titles.indexOf(title)] ?? '').trim();
  const name = cell('source');
  if (name === '') return 'the name of the source is missing';
  const texts: Partial<Record<(typeof metadataFields)[number], string>> = {};
  for (const field of metadataFields) {
    if (!titles.includes(field)) continue;
    const text = cell(field);
    if (text.length > longestText(field)) {
      return `${field} is longer than ${longestText(field)} characters`;
    }
    texts[field] = text;
  }
  const withheld = titles.includes(withheldField) ? cell(withheldField) : undefined;
  if ((withheld ?? '').length > longestText(withheldField)) {
    return `${withheldField} is longer than ${longestText(withheldField)} characters`;
  }
  const row = { name, texts, withheld };
  if (!titles.includes(voxelFields[0])) return { ...row, voxelSize: undefined };
  const [z = '', y = '', x = ''] = voxelFields.map(cell);
  if (z === '' && y === '' && x === '') return { ...row, voxelSize: null };
  const size = voxelSize.safeParse({ z: numberOf(z), y: numberOf(y), x: numberOf(x) });
  if (!size.success) {
    return `"${z}, ${y}, ${x}" is not a voxel size: three lengths in nanometres above zero`;
  }
  return { ...row, voxelSize: size.data };
}

/** Spreadsheets that write semicolons write 0,5 for a half. */
const numberOf = (text: string): number =>
  text === '' ? Number.NaN : Number(text.replace(/^(\d+),(\d+)$/, '$1.$2'));
