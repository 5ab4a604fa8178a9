import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { PatchReader } from './exporter.ts';
import { FewOpen } from './few-open.ts';
import { openPayloadFile, type PayloadFile } from './payload-file.ts';
import { decodePatch, mostPictureBytes } from './picture-file.ts';

/** Bounds on an untrusted file, far above what is written here. */
const [mostFooter, mostColumn, mostOpen, mostGroups] = [2 ** 24, 2 ** 28, 4, 4];
/** Pictures of a group: empty ones take four bytes of the file and many more of memory. */
const mostPictures = 2 ** 16;

interface OpenParquet {
  readonly file: PayloadFile;
  readonly metadata: FileMetaData;
}

/** The pictures of one row group. */
interface Group {
  readonly pictures: readonly Uint8Array[];
}

/** Reads the pictures of Parquet files, row group by row group; `item` is the row in its file. */
export function parquetReader(payload: string): PatchReader {
  const files = new FewOpen<OpenParquet>(
    mostOpen,
    (place) => openParquet(payload, place),
    ({ file }) => file.close(),
  );
  const groups = new FewOpen<Group>(mostGroups, (key) => {
    const [number = '', ...place] = key.split(':');
    return files.use(place.join(':'), (open) => readGroup(open, Number(number)));
  });

  return {
    async pixels({ file, item, box }) {
      const place = await files.use(file, async ({ metadata }) => succeed(groupOf(metadata, item)));
      if (!place.ok) return place;
      const missing = fail({
        kind: 'file-unreadable',
        path: file,
        reason: `it has no row ${item}`,
      });
      if (place.value === null) return missing;
      const { group, row } = place.value;
      return groups.use(`${group}:${file}`, async ({ pictures }) => {
        const bytes = pictures[row];
        if (!bytes || bytes.length > mostPictureBytes(box)) return missing;
        return decodePatch(bytes, box, `${file}, row ${item}`);
      });
    },
    async close() {
      await groups.close();
      await files.close();
    },
  };
}

async function openParquet(payload: string, place: string): Promise<Outcome<OpenParquet>> {
  const opened = await openPayloadFile(payload, place);
  if (!opened.ok) return opened;
  const file = opened.value;
  const metadata = await readFooter(file);
  if (metadata.ok) return succeed({ file, metadata: metadata.value });
  await file.close();
  return metadata;
}

async function readFooter(file: PayloadFile): Promise<Outcome<FileMetaData>> {
  const end = await file.read(file.size - 8, 8);
  if (!end.ok) return end;
  const length = new DataView(end.value.buffer).getUint32(0, true);
  if (length > mostFooter) return damaged(file, `its footer claims ${length} bytes`);
  const footer = await file.read(file.size - 8 - length, length + 8);
  if (!footer.ok) return footer;
  return attempt(file, () => parquetMetadata(footer.value.buffer));
}

/** The row group that a row of the file is in, and its place there. */
function groupOf(metadata: FileMetaData, item: string): { group: number; row: number } | null {
  if (!/^\d{1,9}$/u.test(item)) return null;
  let row = Number(item);
  for (const [group, { num_rows }] of metadata.row_groups.entries()) {
    if (row < Number(num_rows)) return { group, row };
    row -= Number(num_rows);
  }
  return null;
}

/**
 * Pictures lie one after the other as PLAIN byte arrays, uncompressed, in pages of version 2: they are
 * taken out of their bytes without any table of a length that the file claims.
 */
async function readGroup({ file, metadata }: OpenParquet, number: number): Promise<Outcome<Group>> {
  const columns = metadata.row_groups[number]?.columns ?? [];
  const column = columns.find(
    ({ meta_data }) => meta_data?.path_in_schema.join('.') === 'image.bytes',
  );
  const about = column?.meta_data;
  if (about?.codec !== 'UNCOMPRESSED') return damaged(file, 'it has no column image.bytes');
  const length = Number(about.total_compressed_size);
  if (length > mostColumn) return damaged(file, `its pictures claim ${length} bytes at once`);
  const bytes = await file.read(Number(about.data_page_offset), length);
  if (!bytes.ok) return bytes;
  return attempt(file, () => ({ pictures: [...picturesIn(bytes.value)] }));
}

function* picturesIn(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: 0 };
  let count = 0;
  while (reader.offset < bytes.length) {
    const { data_page_header_v2: page, compressed_page_size } = parquetHeader(reader);
    if (page?.encoding !== 'PLAIN' || page.num_nulls > 0)
      throw new Error('a page is of another kind');
    const end = reader.offset + compressed_page_size;
    if (compressed_page_size < 0 || end > bytes.length) throw new Error('a page ends outside');
    let at =
      reader.offset + page.definition_levels_byte_length + page.repetition_levels_byte_length;
    while (at < end) {
      const length = view.getUint32(at, true);
      if (at + 4 + length > end) throw new Error('a picture ends outside its page');
      if (++count > mostPictures) throw new Error(`it holds over ${mostPictures} pictures at once`);
      yield bytes.subarray(at + 4, at + 4 + length);
      at += 4 + length;
    }
    reader.offset = end;
  }
}

function attempt<T>(file: PayloadFile, read: () => T): Outcome<T> {
  try {
    return succeed(read());
  } catch (error) {
    return damaged(file, error instanceof Error ? error.message : String(error));
  }
}

const damaged = (file: PayloadFile, what: string) =>
  fail({ kind: 'header-invalid', path: file.path, what });
