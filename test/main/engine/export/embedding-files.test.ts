import { expect, test } from 'vitest';
import { embeddingHeader } from '../../../../src/main/engine/export/embedding-files.ts';

test('the header of a .npy file ends at a multiple of 64 and says half precision, row by row', () => {
  const header = Buffer.from(embeddingHeader('npy', 100_698, 64));
  expect([header.length % 64, header.readUInt16LE(8)]).toEqual([0, header.length - 10]);
  expect(header.toString('latin1', 1, 6)).toBe('NUMPY');
  expect(header.toString('latin1', 10).trimEnd()).toBe(
    "{'descr': '<f2', 'fortran_order': False, 'shape': (100698, 64), }",
  );
});

test('a safetensors header says where its one tensor lies', () => {
  const header = Buffer.from(embeddingHeader('safetensors', 3, 5));
  expect(Number(header.readBigUInt64LE(0))).toBe(header.length - 8);
  expect(JSON.parse(header.toString('latin1', 8))).toEqual({
    embeddings: { dtype: 'F16', shape: [3, 5], data_offsets: [0, 30] },
  });
});
