import type { SchemaElement } from 'hyparquet';
import type { PatchRecord } from './patch-record.ts';

interface RecordColumn {
  readonly name: keyof PatchRecord;
  /** as Hugging Face calls the type */
  readonly dtype: 'string' | 'int32' | 'float64';
}

const text = (name: keyof PatchRecord): RecordColumn => ({ name, dtype: 'string' });
const int = (name: keyof PatchRecord): RecordColumn => ({ name, dtype: 'int32' });
const float = (name: keyof PatchRecord): RecordColumn => ({ name, dtype: 'float64' });

/** The columns beside the picture, with their types; all may be empty, as in tables that Arrow writes. */
export const recordColumns: readonly RecordColumn[] = [
  text('source'),
  text('volume'),
  text('plane'),
  int('index'),
  int('y0'),
  int('y1'),
  int('x0'),
  int('x1'),
  text('name'),
  text('hash'),
  int('members'),
  float('score'),
  text('decision'),
  text('reason'),
  float('pixel_y_nm'),
  float('pixel_x_nm'),
  text('split'),
  float('weight'),
];

const physical = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int32: { type: 'INT32' },
  float64: { type: 'DOUBLE' },
} as const;

/** The schema of the files: the picture as a group of its bytes and the name it would have as a file. */
export const parquetSchema: SchemaElement[] = [
  { name: 'schema', num_children: recordColumns.length + 1 },
  { name: 'image', repetition_type: 'OPTIONAL', num_children: 2 },
  { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
  { name: 'path', repetition_type: 'OPTIONAL', ...physical.string },
  ...recordColumns.map(({ name, dtype }) => ({
    name,
    repetition_type: 'OPTIONAL' as const,
    ...physical[dtype],
  })),
];

const features = {
  image: { _type: 'Image' },
  ...Object.fromEntries(recordColumns.map(({ name, dtype }) => [name, { dtype, _type: 'Value' }])),
};

/** What tells `datasets` that `image` is a picture and not two columns. */
export const parquetKeyValues = [
  { key: 'huggingface', value: JSON.stringify({ info: { features } }) },
];
