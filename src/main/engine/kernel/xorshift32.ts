/** A seeded stream of 32-bit numbers; the same seed gives the same stream on every machine. */
export interface Xorshift32 {
  /** @returns the next state, 1..2^32-1. */
  next(): number;
  /** @returns the top eight bits of the next state, 0..255. */
  byte(): number;
  /** @returns floor(next() * n / 2^32), exactly, for n in 1..2^32. */
  below(n: number): number;
}

/**
 * The project's only source of randomness (shifts 13, 17, 5).
 *
 * @param seed 32-bit; 0 would stay 0 for ever, so it becomes 0x9e3779b9.
 */
export function xorshift32(seed: number): Xorshift32 {
  let state = seed >>> 0 || 0x9e3779b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state;
  };
  return { next, byte: () => next() >>> 24, below: (n) => scaleDown(next(), n) };
}

// The product may need 64 bits; its halves stay below 2^49, so doubles hold each step exactly.
function scaleDown(draw: number, n: number): number {
  const high = (draw >>> 16) * n;
  const low = (draw & 0xffff) * n;
  return Math.floor((high + Math.floor(low / 0x10000)) / 0x10000);
}
