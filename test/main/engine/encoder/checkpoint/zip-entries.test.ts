import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipEntries } from '../../../../../src/main/engine/encoder/checkpoint/zip-entries.ts';
import { bytesInMemory } from '../bytes-in-memory.ts';
import { zipOf } from '../write-checkpoint.ts';

const text = Buffer.from('the quick brown fox');

test('stored and deflated entries are read whole and in part', () => {
  const archive = zipOf([
    { name: 'a/stored', data: text },
    { name: 'a/packed', data: deflateRawSync(text), method: 8, size: text.length },
  ]);
  const entries = zipEntries(bytesInMemory(archive));
  expect([...entries.keys()]).toEqual(['a/stored', 'a/packed']);
  for (const entry of entries.values()) {
    expect(entry.size).toBe(text.length);
    expect(entry.read(0, entry.size).toString()).toBe(text.toString());
    expect(entry.read(4, 5).toString()).toBe('quick');
    expect(() => entry.read(15, 5)).toThrow(/shorter/);
  }
});

test('a large member is not read when the archive is opened', () => {
  const archive = zipOf([{ name: 'large', data: Buffer.alloc(1 << 20) }]);
  const file = bytesInMemory(archive);
  const entry = zipEntries(file).get('large');
  file.reads.length = 0;
  entry?.read(1000, 16);
  expect(file.reads.reduce((sum, [, length]) => sum + length, 0)).toBeLessThan(100);
});

/** The same archive with its sizes and places moved into 64-bit fields. */
function wide(name: string, data: Buffer): Buffer {
  const plain = zipOf([{ name, data }]);
  const local = plain.subarray(0, 30 + name.length + data.length);
  const entry = Buffer.from(plain.subarray(local.length, local.length + 46 + name.length));
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(data.length), 4);
  extra.writeBigUInt64LE(BigInt(data.length), 12);
  for (const field of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, field);
  entry.writeUInt16LE(extra.length, 30);
  const directory = Buffer.concat([entry, extra]);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(1n, 32);
  record.writeBigUInt64LE(BigInt(directory.length), 40);
  record.writeBigUInt64LE(BigInt(local.length), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(local.length + directory.length), 8);
  const end = Buffer.alloc(22, 0xff);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(0, 20);
  return Buffer.concat([local, directory, record, locator, end]);
}

test('zip64 archives are read', () => {
  const entry = zipEntries(bytesInMemory(wide('a/data.pkl', text))).get('a/data.pkl');
  expect(entry?.read(0, entry.size).toString()).toBe(text.toString());
});
