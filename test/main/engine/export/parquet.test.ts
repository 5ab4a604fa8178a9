import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parquet } from '../../../../src/main/engine/export/parquet.ts';
import { somePatches, writePayload } from './small-payload.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'parquet-'));
});
afterEach(() => rm(home, { recursive: true }));

const bytesOf = async (file: string): Promise<ArrayBuffer> => {
  const bytes = await readFile(join(home, file));
  return new Uint8Array(bytes).buffer;
};

test('files of each split are numbered from 0', async () => {
  await writePayload(parquet, home);
  const names = ['test-00000', 'test-00001', 'train-00000', 'train-00001'];
  expect((await readdir(home)).sort()).toEqual(names.map((name) => `${name}.parquet`));
});

test('every row holds its picture and facts in the types of the manifest, read by hyparquet', async () => {
  const { patches } = await writePayload(parquet, home);
  const file = await bytesOf('train-00000.parquet');
  const rows = await parquetReadObjects({ file, utf8: false });
  expect(rows).toHaveLength(16);
  for (const [i, row] of rows.entries()) {
    const patch = patches[i]!;
    const { image, index, pixel_x_nm, y1, source, weight, split } = row;
    // A column of a group that is empty throughout is read as null, a single empty cell as undefined.
    const [score, decision, reason] = [row['score'], row['decision'], row['reason']].map(
      (cell) => cell ?? null,
    );
    const pixels = await sharp(image.bytes).extractChannel(0).raw().toBuffer();
    expect(pixels.equals(patch.pixels)).toBe(true);
    expect(image.path).toBe(`Liver/${patch.name}.png`);
    expect({ score, decision, index, source, weight, reason, split, pixel_x_nm, y1 }).toEqual({
      score: patch.score,
      decision: patch.decision,
      index: patch.index,
      source: 'Liver',
      weight: 0.5,
      reason: patch.reason,
      split: 'train',
      pixel_x_nm: 4.5,
      y1: patch.box.y1,
    });
  }
});

test('the schema is that of a Hugging Face data set with an image column', async () => {
  await writePayload(parquet, home);
  const metadata = parquetMetadata(await bytesOf('train-00000.parquet'));
  const types = metadata.schema
    .slice(1)
    .map(({ name, type, converted_type }) => [name, converted_type ?? type]);
  expect(Object.fromEntries(types)).toMatchObject({
    bytes: 'BYTE_ARRAY',
    path: 'UTF8',
    source: 'UTF8',
    index: 'INT32',
    score: 'DOUBLE',
    weight: 'DOUBLE',
  });
  const value = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  const { features } = JSON.parse(value ?? '').info;
  expect(features.image).toEqual({ _type: 'Image' });
  expect(features.score).toEqual({ dtype: 'float64', _type: 'Value' });
  const columns = metadata.schema.filter(({ name }) => !['schema', 'bytes', 'path'].includes(name));
  expect(Object.keys(features)).toEqual(columns.map(({ name }) => name));
});

test('rows are written in groups of a hundred, and read back out of each', async () => {
  const patches = Array.from({ length: 6 }, () => somePatches(false)).flat();
  const { rows } = await writePayload(parquet, home, { patches, most: 1000 });
  const metadata = parquetMetadata(await bytesOf('all-00000.parquet'));
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([100, 100, 64]);
  const reader = parquet.openReader(home);
  for (const i of [0, 99, 100, 199, 200, 263]) {
    const pixels = await reader.pixels(rows[i]!);
    expect(pixels.ok && Buffer.from(pixels.value).equals(patches[i]!.pixels), `row ${i}`).toBe(
      true,
    );
  }
  await reader.close();
});

test('columns that are empty from top to bottom are read as such', async () => {
  const patches = somePatches().map((patch) => ({
    ...patch,
    score: null,
    reason: null,
    weight: null,
  }));
  await writePayload(parquet, home, { patches });
  const rows = await parquetReadObjects({
    file: await bytesOf('test-00000.parquet'),
    columns: ['score', 'reason'],
  });
  expect(rows.every(({ score, reason }) => (score ?? reason ?? null) === null)).toBe(true);
});

test('a row group of very many empty pictures is refused: each would cost far more memory than file', async () => {
  const count = 70_000;
  const image = {
    name: 'image',
    data: Array.from({ length: count }, () => ({ bytes: new Uint8Array(0) })),
    codec: 'UNCOMPRESSED' as const,
    encoding: 'PLAIN' as const,
  };
  const schema = [
    { name: 'schema', num_children: 1 },
    { name: 'image', num_children: 1, repetition_type: 'OPTIONAL' as const },
    { name: 'bytes', type: 'BYTE_ARRAY' as const, repetition_type: 'OPTIONAL' as const },
  ];
  const file = parquetWriteBuffer({ columnData: [image], schema, rowGroupSize: count });
  await writeFile(join(home, 'hostile.parquet'), new Uint8Array(file));
  const reader = parquet.openReader(home);
  const box = { y0: 0, y1: 1, x0: 0, x1: 1 };
  const read = await reader.pixels({ file: 'hostile.parquet', item: '0', box });
  expect(read).toMatchObject({ ok: false, failure: { kind: 'header-invalid' } });
  await reader.close();
});
