import { expect, test } from 'vitest';
import { addLeftNeighbours } from '../../../../src/main/engine/kernel/left-neighbours.ts';
import { unpackLzw } from '../../../../src/main/engine/kernel/lzw.ts';
import { unpackPackBits } from '../../../../src/main/engine/kernel/pack-bits.ts';
import {
  addLeftQuickly,
  type KernelPacking,
  unpackHere,
} from '../../../../src/main/engine/kernel/unpack-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { packBits, packLzw } from '../../../fixture/volume/pack-bytes.ts';

const random = xorshift32(31);

/** Noise, few values, a walk, repetitions near and far, nearly nothing. */
const kinds: readonly ((i: number, before: Uint8Array) => number)[] = [
  () => random.byte(),
  () => random.byte() % 5,
  (i, before) => (before[i - 1] ?? 128) + (random.byte() % 7) - 3,
  (i, before) => (i > 40 ? (before[i - 1 - random.below(40)] ?? 0) : random.byte()),
  (i, before) => before[i - 3000] ?? random.byte() >> 3,
  () => (random.byte() === 0 ? random.byte() : 0),
];

function bytesOf(kind: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = kinds[kind]?.(i, bytes) ?? 0;
  return bytes;
}

const lengths = [1, 3, 17, 300, 5000, 70_000];
const samples = kinds.flatMap((_, kind) => lengths.map((length) => bytesOf(kind, length)));

/** Some bytes changed, or the end cut off. */
function damaged(packed: Uint8Array, round: number): Uint8Array {
  const copy = packed.slice();
  for (let i = 0; i <= round % 3; i++) copy[random.below(copy.length)] = random.byte();
  return round % 4 === 0 ? copy.subarray(0, random.below(copy.length)) : copy;
}

const none = new Uint8Array();
const unpacked = (packing: KernelPacking, packed: Uint8Array, length: number) =>
  unpackHere(packing, packed, length)?.slice() ?? null;

const plainly = { lzw: unpackLzw, packBits: unpackPackBits };
const packers = { lzw: packLzw, packBits };

test.each(['lzw', 'packBits'] as const)('%s is unpacked as by its plain twin', (packing) => {
  for (const [i, bytes] of samples.entries()) {
    const packed = packers[packing](bytes);
    expect(Buffer.compare(unpacked(packing, packed, bytes.length) ?? none, bytes)).toBe(0);
    for (const stream of [
      packed,
      ...Array.from({ length: 40 }, (_, j) => damaged(packed, i + j)),
    ]) {
      const room = new Uint8Array(bytes.length + (i % 3) * 50);
      const written = plainly[packing](stream, room);
      const ours = unpacked(packing, stream, room.length);
      expect(ours?.length ?? -1).toBe(written);
      if (ours) expect(Buffer.compare(ours, room.subarray(0, written))).toBe(0);
    }
  }
});

test.each([1, 2, 4] as const)(
  'differences of samples of %i bytes are undone as plainly',
  (size) => {
    const array = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[size];
    for (const channels of [1, 2, 3]) {
      for (const width of [1, 2, 5, 16, 33, 1000]) {
        const rows = bytesOf(0, 3 * width * channels * size);
        const plain = new array(rows.slice().buffer);
        addLeftNeighbours(plain, width, channels);
        const here = Uint8Array.from(rows);
        addLeftQuickly(here, size, width, channels);
        expect(Buffer.compare(here, new Uint8Array(plain.buffer))).toBe(0);
        // Where they lie after being unpacked.
        const inside = unpackHere('packBits', packBits(rows), rows.length) ?? none;
        addLeftQuickly(inside, size, width, channels);
        expect(Buffer.compare(inside, new Uint8Array(plain.buffer))).toBe(0);
      }
    }
  },
);
