/** A protocol-buffer message under construction: its parts one after another, joined once at the end. */
export type Message = readonly Uint8Array[];

/** A field that holds text. */
export const textField = (field: number, value: string): Message =>
  bytesField(field, new TextEncoder().encode(value));

/** A field that holds a whole number; negative ones as two's complement of 64 bits. */
export const numberField = (field: number, value: number | bigint): Message => [
  variableLength(BigInt(field) << 3n),
  variableLength(BigInt(value)),
];

/** A field that holds one 32-bit fraction. */
export function floatField(field: number, value: number): Message {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [variableLength((BigInt(field) << 3n) | 5n), bytes];
}

/** A field that holds bytes; they are not copied before `joined`. */
export const bytesField = (field: number, bytes: Uint8Array): Message => [
  variableLength((BigInt(field) << 3n) | 2n),
  variableLength(BigInt(bytes.byteLength)),
  bytes,
];

/** A field that holds a message. */
export const messageField = (field: number, message: Message): Message => [
  variableLength((BigInt(field) << 3n) | 2n),
  variableLength(BigInt(lengthOf(message))),
  ...message,
];

/** A repeated field of whole numbers in packed form. */
export const packedField = (field: number, values: readonly number[]): Message =>
  messageField(
    field,
    values.map((value) => variableLength(BigInt(value))),
  );

/** The bytes of a message. */
export function joined(message: Message): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(lengthOf(message));
  let at = 0;
  for (const part of message) {
    out.set(part, at);
    at += part.byteLength;
  }
  return out;
}

const lengthOf = (message: Message): number =>
  message.reduce((sum, part) => sum + part.byteLength, 0);

function variableLength(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}
