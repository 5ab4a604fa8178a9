import { z } from 'zod';
import { type SourceMetadata, type SourceRecord, sourceMetadata } from './source.ts';

/** What a person may say of a source in a table of all sources; the first column names the source. */
export const metadataFields = [
  'technique',
  'organism',
  'tissue',
  'doi',
  'licence',
  'attribution',
  'notes',
] as const satisfies readonly (keyof SourceMetadata)[];

/** Whether the source may be handed on: `no`, `yes`, or why it is withheld. */
export const withheldField = 'withheld';

/** Edges of a voxel in nanometres, slowest axis first. */
export const voxelFields = ['voxel_z_nm', 'voxel_y_nm', 'voxel_x_nm'] as const;

/** Titles of the table's columns, as they are written. */
export const metadataTitles = ['source', ...metadataFields, withheldField, ...voxelFields] as const;

/** What an empty cell of a table means: what is there stays, or is emptied. */
export const blankRule = z.enum(['keep', 'erase']);
export type BlankRule = z.infer<typeof blankRule>;

/** One field of one source that a table would change; text as it is shown. */
export const metadataChange = z.object({
  source: z.string(),
  field: z.string(),
  before: z.string(),
  after: z.string(),
});
export type MetadataChange = z.infer<typeof metadataChange>;

/** What a table would do, looked at before it does. */
export const metadataPlan = z.object({
  /** lines of the table, without its titles */
  rows: z.int(),
  /** sources that would change, and how many of their fields */
  sources: z.int(),
  fields: z.int(),
  /** fields among these that would be emptied */
  erased: z.int(),
  /** sources of the table that change nothing */
  unchanged: z.int(),
  /** names that are of no source here; the first 100, and how many there are */
  unknown: z.array(z.string()),
  unknownCount: z.int(),
  /** sources of the project that the table does not name */
  absent: z.int(),
  /** titles of columns that are not read */
  ignored: z.array(z.string()),
  /** the first 500 */
  changes: z.array(metadataChange),
  /** digest of the bytes that were looked at */
  sha256: z.string(),
});
export type MetadataPlan = z.infer<typeof metadataPlan>;

/** The row of a source, in the order of the titles. */
export function metadataCells({ name, metadata, voxelSize }: MetadataOf): (string | number)[] {
  const texts = metadataFields.map((field) => metadata[field]);
  const edges = voxelSize ? [voxelSize.z, voxelSize.y, voxelSize.x] : ['', '', ''];
  return [name, ...texts, withheldText(metadata.withheld), ...edges];
}

/** Why a source is withheld, as a cell that is never empty; `null` is a source that may be shared. */
export const withheldText = (withheld: string | null): string =>
  withheld === null ? 'no' : withheld === '' ? 'yes' : withheld;

/** What such a cell says. */
export function withheldOf(cell: string): string | null {
  if (/^(no|false)$/i.test(cell)) return null;
  return /^(yes|true)$/i.test(cell) ? '' : cell;
}

/** What the table tells of a source. */
export type MetadataOf = Pick<SourceRecord, 'name' | 'metadata' | 'voxelSize'>;

/** Longest text that a field holds. */
export function longestText(field: (typeof metadataFields)[number] | typeof withheldField): number {
  const schema =
    field === withheldField
      ? sourceMetadata.shape.withheld.unwrap().unwrap()
      : sourceMetadata.shape[field];
  return schema.maxLength ?? Number.POSITIVE_INFINITY;
}
