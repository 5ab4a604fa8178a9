import type { Changed } from '../../../../shared/answer.ts';
import { csvLine } from '../../../../shared/csv.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import {
  type BlankRule,
  type MetadataChange,
  type MetadataPlan,
  metadataCells,
  metadataFields,
  metadataTitles,
  withheldField,
  withheldOf,
  withheldText,
} from '../../../../shared/metadata-table.ts';
import type { SourceChange } from '../../../../shared/source.ts';
import type { VoxelSize } from '../../../../shared/volume.ts';
import type { Source } from '../../catalog/sources.ts';
import type { Session } from '../project/session.ts';
import { type MetadataRow, type ReadMetadata, readMetadataTable } from './read-metadata-table.ts';
import { changeSources } from './source-changes.ts';

const mostShown = 500;
const mostNamed = 100;

/** What the project knows of its sources, one a line, to be filled in elsewhere and read again. */
export function metadataTable(session: Session): { csv: string; sources: number } {
  const sizes = voxelSizes(session);
  const sources = session.catalog.sources.all();
  const lines = sources.map(({ id, name, metadata }) =>
    csvLine(metadataCells({ name, metadata, voxelSize: sizes.get(id) ?? null })),
  );
  return { csv: [csvLine(metadataTitles), ...lines].join(''), sources: sources.length };
}

/** What a table would change. Changes nothing. */
export async function planMetadata(
  session: Session,
  file: string,
  blanks: BlankRule,
): Promise<Outcome<MetadataPlan>> {
  const read = await readMetadataTable(file);
  if (!read.ok) return read;
  const { changes, unknown, absent } = compare(session, read.value, blanks);
  const fields = changes.flatMap(({ fields }) => fields);
  return succeed({
    rows: read.value.rows.length,
    sources: changes.length,
    fields: fields.length,
    erased: fields.filter(({ after }) => after === '').length,
    unchanged: read.value.rows.length - unknown.length - changes.length,
    unknown: unknown.slice(0, mostNamed),
    unknownCount: unknown.length,
    absent,
    ignored: [...read.value.ignored],
    changes: fields.slice(0, mostShown),
    sha256: read.value.sha256,
  });
}

/**
 * Takes over what a table says of sources, as one undoable action.
 *
 * @param request.sha256 digest of the table that was looked at; null takes it as it is now
 */
export async function importMetadata(
  session: Session,
  request: { file: string; blanks: BlankRule; sha256: string | null },
): Promise<Changed> {
  const { file } = request;
  const read = await readMetadataTable(file);
  if (!read.ok) return read;
  if (request.sha256 !== null && request.sha256 !== read.value.sha256) {
    const what = 'it has changed since it was looked at';
    return fail({ kind: 'source-table-invalid', path: file, what });
  }
  const { changes } = compare(session, read.value, request.blanks);
  if (changes.length === 0) {
    const what = 'it says nothing of the sources here that is not known already';
    return fail({ kind: 'source-table-invalid', path: file, what });
  }
  const count = changes.length === 1 ? '1 source' : `${changes.length} sources`;
  return changeSources(session, changes, `Took over the metadata of ${count}`);
}

interface Compared {
  readonly source: Source;
  readonly change: SourceChange;
  readonly fields: readonly MetadataChange[];
}

function compare(session: Session, { rows }: ReadMetadata, blanks: BlankRule) {
  const sizes = voxelSizes(session);
  const sources = new Map(session.catalog.sources.all().map((source) => [source.name, source]));
  const unknown: string[] = [];
  const changes: Compared[] = [];
  for (const row of rows) {
    const source = sources.get(row.name);
    if (!source) unknown.push(row.name);
    else {
      const compared = differences(source, sizes.get(source.id) ?? null, row, blanks);
      if (compared.fields.length > 0) changes.push(compared);
    }
  }
  return { changes, unknown, absent: sources.size - (rows.length - unknown.length) };
}

function differences(
  source: Source,
  size: VoxelSize | null,
  row: MetadataRow,
  blanks: BlankRule,
): Compared {
  const fields: MetadataChange[] = [];
  const change: SourceChange = {};
  for (const field of metadataFields) {
    const after = row.texts[field];
    const before = source.metadata[field];
    if (after === undefined || after === before) continue;
    if (after === '' && blanks === 'keep') continue;
    change[field] = after;
    fields.push({ source: source.name, field, before, after });
  }
  const withheld = row.withheld ? withheldOf(row.withheld) : source.metadata.withheld;
  if (withheld !== source.metadata.withheld) {
    change.withheld = withheld;
    const [before, after] = [withheldText(source.metadata.withheld), withheldText(withheld)];
    fields.push({ source: source.name, field: withheldField, before, after });
  }
  // An empty size cannot take away what the file itself says, so it changes nothing.
  if (row.voxelSize && !isSameSize(row.voxelSize, size)) {
    change.voxelSize = row.voxelSize;
    const [before, after] = [sizeText(size), sizeText(row.voxelSize)];
    fields.push({ source: source.name, field: 'voxel size, nm', before, after });
  }
  return { source, change, fields };
}

/** Spreadsheets keep the digits that they show, so the last ones may differ. */
const isSameSize = (a: VoxelSize, b: VoxelSize | null): boolean =>
  b !== null && (['z', 'y', 'x'] as const).every((axis) => Math.abs(a[axis] / b[axis] - 1) < 1e-6);

const sizeText = (size: VoxelSize | null): string =>
  size ? `${size.z}, ${size.y}, ${size.x}` : '';

/** Of the first volume of each source, as the Sources screen shows it. */
function voxelSizes(session: Session): ReadonlyMap<number, VoxelSize | null> {
  const sizes = new Map<number, VoxelSize | null>();
  for (const { source, voxelSizeGiven, voxelSizeOfFile } of session.catalog.volumes.all()) {
    if (!sizes.has(source)) sizes.set(source, voxelSizeGiven ?? voxelSizeOfFile);
  }
  return sizes;
}
