import type Database from 'better-sqlite3';
import { z } from 'zod';
import {
  type Mapping,
  mapping,
  type ResolvedMapping,
  resolvedMapping,
  type SampleType,
  type Shape,
  sampleType,
  type VolumeReference,
  type VoxelSize,
  volumeReference,
  voxelSize,
} from '../../../shared/volume.ts';

/** A volume as stored. Paths inside the reference are relative to the project where they can be. */
export interface StoredVolume {
  readonly id: number;
  readonly source: number;
  readonly name: string;
  readonly kind: 'volume' | 'picture';
  readonly reference: VolumeReference;
  readonly format: string;
  readonly shape: Shape;
  readonly sampleType: SampleType;
  readonly voxelSizeOfFile: VoxelSize | null;
  readonly voxelSizeGiven: VoxelSize | null;
  readonly contentId: string;
  readonly bytes: number;
  readonly modified: number;
  readonly pictureNumber: number | null;
  readonly resolvedMapping: ResolvedMapping | null;
  /** what the resolved mapping was worked out from; null where nobody recorded that */
  readonly resolvedFrom: Mapping | null;
  readonly warnings: readonly string[];
}

/** Where a volume's files are, and how they were when last looked at: stored before and after in an undoable change. */
export const volumeFiles = z.object({
  reference: volumeReference,
  bytes: z.number(),
  modified: z.number(),
});
export type VolumeFiles = z.infer<typeof volumeFiles>;

/** A volume before it is stored. */
export type NewVolume = Omit<StoredVolume, 'id' | 'resolvedMapping' | 'resolvedFrom'>;

export interface VolumeTable {
  /** Volumes of sources that are not removed, in the order they were added. */
  all(): readonly StoredVolume[];
  ofSource(source: number): readonly StoredVolume[];
  byId(id: number): StoredVolume | null;
  /** A volume of the same content in a source that is not removed. */
  byContent(contentId: string): StoredVolume | null;
  /** Every volume of the same content, whatever became of its source. */
  ofContent(contentId: string): readonly StoredVolume[];
  add(volume: NewVolume): number;
  giveVoxelSize(id: number, size: VoxelSize | null): void;
  /** Where its files are by now; the content is the same. */
  setFiles(id: number, files: VolumeFiles): void;
  recordMapping(id: number, mapping: ResolvedMapping, from: Mapping | null): void;
}

interface Row {
  id: number;
  source: number;
  name: string;
  kind: 'volume' | 'picture';
  reference: string;
  format: string;
  z: number;
  y: number;
  x: number;
  sample_type: string;
  voxel_size_file: string | null;
  voxel_size_given: string | null;
  content_id: string;
  bytes: number;
  modified: number;
  picture_number: number | null;
  resolved_mapping: string | null;
  warnings: string;
}

const live =
  'SELECT volume.* FROM volume JOIN source ON source.id = volume.source WHERE source.removed = 0';

export function volumeTable(db: Database.Database): VolumeTable {
  const all = db.prepare<[], Row>(`${live} ORDER BY volume.id`);
  const ofSource = db.prepare<[number], Row>('SELECT * FROM volume WHERE source = ? ORDER BY id');
  const byId = db.prepare<[number], Row>('SELECT * FROM volume WHERE id = ?');
  const byContent = db.prepare<[string], Row>(`${live} AND content_id = ? LIMIT 1`);
  const ofContent = db.prepare<[string], Row>(
    'SELECT * FROM volume WHERE content_id = ? ORDER BY id',
  );
  const add = db.prepare(`
    INSERT INTO volume (source, name, kind, reference, format, z, y, x, sample_type, voxel_size_file,
      voxel_size_given, content_id, bytes, modified, picture_number, warnings)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const give = db.prepare('UPDATE volume SET voxel_size_given = ? WHERE id = ?');
  const files = db.prepare('UPDATE volume SET reference = ?, bytes = ?, modified = ? WHERE id = ?');
  const record = db.prepare('UPDATE volume SET resolved_mapping = ? WHERE id = ?');
  return {
    all: () => all.all().map(toVolume),
    ofSource: (source) => ofSource.all(source).map(toVolume),
    byId: (id) => maybe(byId.get(id)),
    byContent: (contentId) => maybe(byContent.get(contentId)),
    ofContent: (contentId) => ofContent.all(contentId).map(toVolume),
    add: (v) =>
      Number(
        add.run(
          v.source,
          v.name,
          v.kind,
          JSON.stringify(v.reference),
          v.format,
          v.shape.z,
          v.shape.y,
          v.shape.x,
          v.sampleType,
          jsonOrNull(v.voxelSizeOfFile),
          jsonOrNull(v.voxelSizeGiven),
          v.contentId,
          v.bytes,
          v.modified,
          v.pictureNumber,
          JSON.stringify(v.warnings),
        ).lastInsertRowid,
      ),
    setFiles: (id, { reference, bytes, modified }) =>
      void files.run(JSON.stringify(reference), bytes, modified, id),
    giveVoxelSize: (id, size) => void give.run(jsonOrNull(size), id),
    recordMapping: (id, resolved, from) =>
      void record.run(JSON.stringify({ ...resolved, from }), id),
  };
}

const jsonOrNull = (value: unknown): string | null =>
  value === null ? null : JSON.stringify(value);
const maybe = (row: Row | undefined): StoredVolume | null => (row ? toVolume(row) : null);

function toVolume(row: Row): StoredVolume {
  const recorded = row.resolved_mapping === null ? null : checked.mapping(row.resolved_mapping);
  return {
    id: row.id,
    source: row.source,
    name: row.name,
    kind: row.kind,
    reference: volumeReference.parse(JSON.parse(row.reference)),
    format: row.format,
    shape: { z: row.z, y: row.y, x: row.x },
    sampleType: sampleType.parse(row.sample_type),
    voxelSizeOfFile: row.voxel_size_file === null ? null : checked.voxelSize(row.voxel_size_file),
    voxelSizeGiven: row.voxel_size_given === null ? null : checked.voxelSize(row.voxel_size_given),
    contentId: row.content_id,
    bytes: row.bytes,
    modified: row.modified,
    pictureNumber: row.picture_number,
    resolvedMapping: recorded?.mapping ?? null,
    resolvedFrom: recorded?.from ?? null,
    warnings: checked.warnings(row.warnings),
  };
}

/** Texts that many volumes share are checked once: ten thousand volumes take a quarter of a second else. */
const checked = {
  voxelSize: checkedOnce((text) => voxelSize.parse(JSON.parse(text))),
  mapping: checkedOnce((text) => {
    const recorded = JSON.parse(text);
    return {
      mapping: resolvedMapping.parse(recorded),
      from: mapping.safeParse(recorded.from).data ?? null,
    };
  }),
  warnings: checkedOnce((text) => z.array(z.string()).parse(JSON.parse(text))),
};

const mostTexts = 256;

function checkedOnce<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = parse(text);
    if (known.size < mostTexts) known.set(text, value);
    return value;
  };
}
