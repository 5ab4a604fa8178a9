import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../../../src/main/engine/encoder/checkpoint/read-checkpoint.ts';
import { bytesInMemory } from '../bytes-in-memory.ts';
import { safetensorsOf } from '../write-checkpoint.ts';

test('tensors of several types, and notes as facts', () => {
  const header = JSON.stringify({
    __metadata__: { format: 'pt', epoch: '200', norms: '[0.5, 0.25]' },
    half: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
    whole: { dtype: 'I64', shape: [], data_offsets: [4, 12] },
    weight: { dtype: 'F32', shape: [1, 2], data_offsets: [12, 20] },
  });
  const data = Buffer.from('003c00c0' + '0700000000000000' + '0000803f00000040', 'hex');
  const read = readCheckpoint(bytesInMemory(safetensorsOf(header, data)));
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  const { tensors, facts, container, wrapper } = read.value;
  expect({ container, wrapper }).toEqual({ container: 'safetensors', wrapper: null });
  expect(tensors.get('half')?.shape).toEqual([2]);
  expect([...(tensors.get('half')?.values() ?? [])]).toEqual([1, -2]);
  expect(tensors.get('whole')?.type).toBe('int64');
  expect([...(tensors.get('whole')?.values() ?? [])]).toEqual([7]);
  expect([...(tensors.get('weight')?.values() ?? [])]).toEqual([1, 2]);
  expect([...facts]).toEqual([
    ['format', 'pt'],
    ['epoch', 200],
    ['norms', [0.5, 0.25]],
  ]);
});

test('only the header is read before a tensor is asked for', () => {
  const size = 1 << 20;
  const header = JSON.stringify({ a: { dtype: 'U8', shape: [size], data_offsets: [0, size] } });
  const file = bytesInMemory(safetensorsOf(header, Buffer.alloc(size)));
  expect(readCheckpoint(file).ok).toBe(true);
  expect(file.reads.reduce((sum, [, length]) => sum + length, 0)).toBeLessThan(200);
});
