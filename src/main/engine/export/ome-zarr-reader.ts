import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { PatchReader } from './exporter.ts';
import { FewOpen } from './few-open.ts';
import { zarrArray } from './ome-zarr-layout.ts';
import { readPayloadFile } from './payload-file.ts';

const unpack = promisify(gunzip);

/** Bounds on an untrusted array, far above what is written here. */
const [mostChunk, mostDocument, mostChunks] = [2 ** 27, 2 ** 16, 4];

interface Chunk {
  /** plane of the array that it begins with, and how many it holds */
  readonly first: number;
  readonly planes: number;
  readonly height: number;
  readonly width: number;
  readonly voxels: Uint8Array;
}

/** Reads patches out of stacks; `file` is the chunk and `item` the plane. */
export function omeZarrReader(payload: string): PatchReader {
  const chunks = new FewOpen<Chunk>(mostChunks, (file) => readChunk(payload, file));
  return {
    pixels: ({ file, item, box }) =>
      chunks.use(file, async (chunk) => {
        const plane = /^\d{1,10}$/u.test(item) ? Number(item) - chunk.first : -1;
        const [height, width] = [box.y1 - box.y0, box.x1 - box.x0];
        const isInside = plane >= 0 && plane < chunk.planes;
        if (!isInside || height > chunk.height || width > chunk.width) {
          const reason = `it holds no plane ${item} of ${width} x ${height} pixels`;
          return fail({ kind: 'file-unreadable', path: file, reason });
        }
        const pixels = new Uint8Array(height * width);
        for (let y = 0; y < height; y++) {
          const start = (plane * chunk.height + y) * chunk.width;
          pixels.set(chunk.voxels.subarray(start, start + width), y * width);
        }
        return succeed(pixels);
      }),
    close: () => chunks.close(),
  };
}

async function readChunk(payload: string, file: string): Promise<Outcome<Chunk>> {
  const place = /^(?<array>.+)\/c\/(?<number>\d{1,9})\/0\/0$/u.exec(file)?.groups;
  const invalid = (what: string) => fail({ kind: 'header-invalid', path: file, what });
  if (!place) return invalid('it is not a chunk of a stack of patches');
  const text = await readPayloadFile(payload, `${place['array']}/zarr.json`, mostDocument);
  if (!text.ok) return text;
  const document = zarrArray.safeParse(jsonOf(text.value));
  if (!document.success) return invalid('its zarr.json describes no stack of patches');
  const [planes, height, width] = document.data.chunk_grid.configuration.chunk_shape;
  const size = planes * height * width;
  if (size > mostChunk) return invalid(`a chunk of ${size} bytes is too large`);
  const packed = await readPayloadFile(payload, file, 2 * size + mostDocument);
  if (!packed.ok) return packed;
  try {
    // The limit keeps a small file from unpacking into a huge one.
    const voxels = await unpack(packed.value, { maxOutputLength: size });
    if (voxels.length !== size) return invalid(`it holds ${voxels.length} bytes, not ${size}`);
    return succeed({ first: Number(place['number']) * planes, planes, height, width, voxels });
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error));
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
