/** Formats that vectors are written in, with the ending of their files. */
export const embeddingEndings = { npy: 'npy', safetensors: 'safetensors' } as const;
export type EmbeddingFormat = keyof typeof embeddingEndings;

/**
 * What stands before the values in a file of half-precision rows, little endian, row by row.
 *
 * @see numpy.lib.format, version 1.0; the safetensors format description
 */
export function embeddingHeader(format: EmbeddingFormat, rows: number, width: number): Uint8Array {
  return format === 'npy' ? npyHeader(rows, width) : safetensorsHeader(rows, width);
}

/** The header's length, with its magic, is a multiple of 64, padded with spaces and ended by a line break. */
function npyHeader(rows: number, width: number): Uint8Array {
  const text = `{'descr': '<f2', 'fortran_order': False, 'shape': (${rows}, ${width}), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, 0x20);
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  header.writeUInt16LE(length - 10, 8);
  header.write(text, 10, 'latin1');
  header[length - 1] = 0x0a;
  return header;
}

/** Eight bytes of length, then JSON padded with spaces so that the values begin at a multiple of eight. */
function safetensorsHeader(rows: number, width: number): Uint8Array {
  const tensor = { dtype: 'F16', shape: [rows, width], data_offsets: [0, rows * width * 2] };
  const text = JSON.stringify({ embeddings: tensor });
  const length = Math.ceil(text.length / 8) * 8;
  const header = Buffer.alloc(8 + length, 0x20);
  header.writeBigUInt64LE(BigInt(length), 0);
  header.write(text, 8, 'latin1');
  return header;
}
