import { constants, deflateSync, inflateSync } from 'node:zlib';
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

/** What zlib makes of a stream, up to a length. */
function byZlib(packed: Uint8Array, length: number): Uint8Array | null {
  try {
    return inflateSync(packed, { maxOutputLength: 2 ** 27 }).subarray(0, length);
  } catch {
    return null;
  }
}

const strategies = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
];

test.each(strategies)('inflate gives what was deflated, strategy %i', (strategy) => {
  for (const [i, bytes] of samples.entries()) {
    for (const level of [0, 1, 6, 9]) {
      const packed = deflateSync(bytes, { level, strategy, memLevel: 1 + ((i + level) % 9) });
      expect(Buffer.compare(unpacked('inflate', packed, bytes.length) ?? none, bytes)).toBe(0);
      // Less room, as for a last strip that holds rows below the picture; and more.
      const half = Math.ceil(bytes.length / 2);
      const first = unpacked('inflate', packed, half) ?? new Uint8Array();
      expect(Buffer.compare(first, bytes.subarray(0, half))).toBe(0);
      expect(unpacked('inflate', packed, bytes.length + 9)?.length).toBe(bytes.length);
    }
  }
});

test('inflate takes and refuses damaged streams as zlib does', () => {
  let refused = 0;
  for (let round = 0; round < 3000; round++) {
    const bytes = samples[round % samples.length] ?? new Uint8Array(1);
    const packed = damaged(deflateSync(bytes.subarray(0, 3000), { level: round % 10 }), round);
    const room = 6000;
    const [ours, theirs] = [unpacked('inflate', packed, room), byZlib(packed, room)];
    // Of a stream that holds more than there is room for, the checksum is not looked at.
    if (theirs === null && ours?.length === room) continue;
    expect(ours === null).toBe(theirs === null);
    if (ours && theirs) expect(Buffer.compare(ours, theirs)).toBe(0);
    else refused++;
  }
  expect(refused).toBeGreaterThan(2000);
});

test('inflate refuses what is no zlib stream', () => {
  const packed = deflateSync(bytesOf(1, 300));
  const changes = [
    [0, 0x79],
    [0, 0x88],
    [1, packed[1]! ^ 32],
    [packed.length - 1, packed.at(-1)! ^ 1],
  ];
  for (const [at = 0, value = 0] of changes) {
    const copy = packed.slice();
    copy[at] = value;
    expect(unpackHere('inflate', copy, 300)).toBeNull();
  }
  for (let length = 0; length < packed.length; length++) {
    expect(unpackHere('inflate', packed.subarray(0, length), 301)).toBeNull();
  }
});

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
        const inside = unpackHere('inflate', deflateSync(rows), rows.length) ?? new Uint8Array();
        addLeftQuickly(inside, size, width, channels);
        expect(Buffer.compare(inside, new Uint8Array(plain.buffer))).toBe(0);
      }
    }
  },
);
