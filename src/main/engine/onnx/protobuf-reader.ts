/** Thrown where bytes are no protocol-buffer message; readers of a file turn it into a failure. */
export class DamagedMessage extends Error {}

/** Gets a field's number and its value: a whole number, or the bytes of a text, message or packed list. */
export type VisitField = (field: number, value: number | Uint8Array) => void;

/**
 * Visits the fields of a message in the order they are in.
 *
 * Fields of fixed width (fractions) are passed over: what a model's outline needs has none. Whole
 * numbers are signed, and beyond 2^53 inexact.
 * @see protobuf.dev/programming-guides/encoding
 */
export function eachField(message: Uint8Array, visit: VisitField): void {
  for (let at = 0; at < message.length; ) {
    const tag = wholeNumberAt(message, at);
    at = tag.end;
    const [field, wire] = [Math.floor(tag.value / 8), tag.value % 8];
    if (field < 1) throw new DamagedMessage(`a field has the number ${field}`);
    if (wire === 0) {
      const number = wholeNumberAt(message, at);
      visit(field, number.value);
      at = number.end;
    } else if (wire === 2) {
      const length = wholeNumberAt(message, at);
      at = length.end + length.value;
      if (length.value < 0 || at > message.length) throw new DamagedMessage('a field is too long');
      visit(field, message.subarray(length.end, at));
    } else if (wire === 1 || wire === 5) {
      at += wire === 1 ? 8 : 4;
    } else throw new DamagedMessage(`a field has the form ${wire}`);
    if (at > message.length) throw new DamagedMessage('it ends within a field');
  }
}

/** A number of variable length and where it ends. */
export function wholeNumberAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let at = start; at < start + 10; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw new DamagedMessage('it ends within a number');
    value += (byte & 0x7f) * scale;
    scale *= 128;
    // Negative numbers take all ten bytes, as two's complement of 64 bits.
    if (byte < 0x80) return { value: value >= 2 ** 63 ? value - 2 ** 64 : value, end: at + 1 };
  }
  throw new DamagedMessage('a number has no end');
}

/** The numbers of a packed field. */
export function packedNumbers(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const number = wholeNumberAt(bytes, at);
    numbers.push(number.value);
    at = number.end;
  }
  return numbers;
}
