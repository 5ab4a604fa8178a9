/**
 * Rounds to half precision (IEEE 754 binary16), nearest, ties to even. Beyond 65504 it becomes infinite.
 *
 * @returns one 16-bit word a value.
 */
export function toFloat16(values: Float32Array): Uint16Array {
  const words = new Uint16Array(values.length);
  new Float16Array(words.buffer).set(values);
  return words;
}

/** The values of 16-bit words, exactly. */
export const fromFloat16 = (words: Uint16Array): Float32Array =>
  new Float32Array(new Float16Array(words.buffer, words.byteOffset, words.length));
