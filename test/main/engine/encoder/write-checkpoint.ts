import { crc32 } from 'node:zlib';
import type { PlainTensor } from './seeded-resnet.ts';
import { pickled, type Written, writtenTensor } from './write-pickle.ts';

/** A member of a zip archive, with what a hostile writer would lie about. */
export interface Member {
  readonly name: string;
  readonly data: Uint8Array;
  /** how the directory says it is packed, and its sizes; true ones where left out */
  readonly method?: number;
  readonly size?: number;
  readonly flags?: number;
  /** another member's place in the file, by its index */
  readonly placeOf?: number;
  readonly localName?: string;
}

/** A zip archive. */
export function zipOf(members: readonly Member[]): Buffer {
  const places: number[] = [];
  const parts: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const local = Buffer.concat([header(member, true), Buffer.from(member.data)]);
    places.push(at);
    at += local.length;
    parts.push(local);
  }
  const directory = Buffer.concat(
    members.map((member, i) => {
      const entry = header(member, false);
      entry.writeUInt32LE(places[member.placeOf ?? i] ?? 0, 42);
      return entry;
    }),
  );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

function header(member: Member, isLocal: boolean): Buffer {
  const name = Buffer.from(isLocal ? (member.localName ?? member.name) : member.name);
  const fixed = isLocal ? 30 : 46;
  const shift = isLocal ? 0 : 2;
  const bytes = Buffer.alloc(fixed + name.length);
  bytes.writeUInt32LE(isLocal ? 0x04034b50 : 0x02014b50, 0);
  bytes.writeUInt16LE(member.flags ?? 0, 6 + shift);
  bytes.writeUInt16LE(member.method ?? 0, 8 + shift);
  bytes.writeUInt32LE(crc32(member.data), 14 + shift);
  bytes.writeUInt32LE(member.data.length, 18 + shift);
  bytes.writeUInt32LE(member.size ?? member.data.length, 22 + shift);
  bytes.writeUInt16LE(name.length, 26 + shift);
  name.copy(bytes, fixed);
  return bytes;
}

const rawBytes = ({ values }: PlainTensor): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

const weightsOf = (tensors: ReadonlyMap<string, PlainTensor>): [string, Written][] =>
  [...tensors].map(([name, tensor], i) => [name, writtenTensor(String(i), tensor)]);

/** Puts the weights into what the file holds; by default the file holds nothing else. */
export type Wrap = (weights: Written) => Written;
const bare: Wrap = (weights) => weights;

/** A file of weights in torch's zip container. */
export function torchZipBytes(tensors: ReadonlyMap<string, PlainTensor>, wrap = bare): Buffer {
  return zipOf([
    { name: 'archive/data.pkl', data: pickled(wrap({ map: weightsOf(tensors) })) },
    ...[...tensors.values()].map((tensor, i) => ({
      name: `archive/data/${i}`,
      data: rawBytes(tensor),
    })),
    { name: 'archive/version', data: Buffer.from('3\n') },
  ]);
}

/** A file of weights in the container of torch before 1.6. */
export function torchLegacyBytes(tensors: ReadonlyMap<string, PlainTensor>, wrap = bare): Buffer {
  const magic = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
  const machine: Written = {
    map: [
      ['protocol_version', 1001],
      ['little_endian', true],
    ],
  };
  const keys = [...tensors.keys()].map((_, i) => String(i));
  const storages = [...tensors.values()].flatMap((tensor) => {
    const length = Buffer.alloc(8);
    length.writeBigInt64LE(BigInt(tensor.values.length));
    return [length, rawBytes(tensor)];
  });
  return Buffer.concat([
    magic,
    pickled(1001),
    pickled(machine),
    pickled(wrap({ map: weightsOf(tensors) })),
    pickled(keys),
    ...storages,
  ]);
}

/** A safetensors file. */
export function safetensorsBytes(
  tensors: ReadonlyMap<string, PlainTensor>,
  notes: Readonly<Record<string, string>> = {},
): Buffer {
  let at = 0;
  const described = [...tensors].map(([name, tensor]) => {
    const start = at;
    at += tensor.values.byteLength;
    return [name, { dtype: 'F32', shape: tensor.shape, data_offsets: [start, at] }] as const;
  });
  const header = { __metadata__: notes, ...Object.fromEntries(described) };
  return safetensorsOf(JSON.stringify(header), ...[...tensors.values()].map(rawBytes));
}

/** A safetensors file of any header and data. */
export function safetensorsOf(header: string, ...data: readonly Uint8Array[]): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...data]);
}
