import { expect, test } from 'vitest';
import {
  readTarHeader,
  tarBlock,
  tarEnd,
  tarMember,
} from '../../../../src/main/engine/export/ustar.ts';

const bytes = new TextEncoder().encode('some bytes');

test('a member is a header block and its bytes, filled up to whole blocks', () => {
  const member = tarMember('a.txt', bytes);
  expect(member).toHaveLength(2 * tarBlock);
  expect(member.subarray(tarBlock, tarBlock + bytes.length)).toEqual(bytes);
  expect(readTarHeader(member.subarray(0, tarBlock))).toEqual({
    name: 'a.txt',
    size: bytes.length,
  });
});

test('a member of whole blocks is not filled up, and an empty one is a header alone', () => {
  expect(tarMember('a', new Uint8Array(tarBlock))).toHaveLength(2 * tarBlock);
  expect(tarMember('a', new Uint8Array(0))).toHaveLength(tarBlock);
});

test('two empty blocks end a file', () => {
  expect(tarEnd).toHaveLength(2 * tarBlock);
  expect(readTarHeader(tarEnd.subarray(0, tarBlock))).toBe('end');
});

test('a header with any byte changed is none', () => {
  const header = tarMember('a.txt', bytes).subarray(0, tarBlock);
  for (const at of [0, 100, 124, 135, 148, 156, 257, 345]) {
    const damaged = header.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0x01;
    expect(readTarHeader(damaged), `byte ${at}`).toBeNull();
  }
});

test('names that a header cannot hold are refused', () => {
  for (const name of ['', 'ü', 'a b', 'a\0', 'x'.repeat(101)]) {
    expect(() => tarMember(name, bytes), name).toThrow('does not fit');
  }
});
