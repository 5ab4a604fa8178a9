import { z } from 'zod';

/** Planes that are stored, and so read and unpacked, together. */
export const patchesPerChunk = 16;

/** Path of the chunk that holds a plane, below the folder of its image. */
export function chunkPath(row: number): string {
  return `0/c/${Math.floor(row / patchesPerChunk)}/0/0`;
}

/** The `zarr.json` of an image: one level, axes n y x; a pixel size where all patches share one. */
export function imageDocument(name: string, pixelNm: { y: number; x: number } | null): string {
  const unit = pixelNm ? { unit: 'nanometer' } : {};
  const scale = [1, pixelNm?.y ?? 1, pixelNm?.x ?? 1];
  const multiscale = {
    name,
    axes: [
      { name: 'n', type: 'patch' },
      { name: 'y', type: 'space', ...unit },
      { name: 'x', type: 'space', ...unit },
    ],
    datasets: [{ path: '0', coordinateTransformations: [{ type: 'scale', scale }] }],
  };
  const attributes = { ome: { version: '0.5', multiscales: [multiscale] } };
  return jsonText({ zarr_format: 3, node_type: 'group', attributes });
}

/** The `zarr.json` of the array of an image. @param shape planes, height, width */
export function arrayDocument(shape: readonly [number, number, number]): string {
  const [, height, width] = shape;
  return jsonText({
    zarr_format: 3,
    node_type: 'array',
    shape,
    data_type: 'uint8',
    chunk_grid: {
      name: 'regular',
      configuration: { chunk_shape: [patchesPerChunk, height, width] },
    },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 0,
    codecs: [{ name: 'bytes' }, { name: 'gzip', configuration: { level: 1 } }],
    dimension_names: ['n', 'y', 'x'],
    attributes: {},
  });
}

const length = z
  .int()
  .min(1)
  .max(2 ** 31);

/** An array as it is written here; others are refused. */
export const zarrArray = z.object({
  zarr_format: z.literal(3),
  node_type: z.literal('array'),
  shape: z.tuple([length, length, length]),
  data_type: z.literal('uint8'),
  chunk_grid: z.object({
    name: z.literal('regular'),
    configuration: z.object({ chunk_shape: z.tuple([length, length, length]) }),
  }),
  codecs: z.tuple([z.object({ name: z.literal('bytes') }), z.object({ name: z.literal('gzip') })]),
});

const jsonText = (document: object): string => `${JSON.stringify(document, null, 1)}\n`;
