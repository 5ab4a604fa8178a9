/** Bytes that a copy may write behind its end. */
export const slack: usize = 16;

/** Copies what may overlap its own copy: `length` bytes from `distance` before `to`. */
@inline
export function repeat(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  let from = to - distance;
  if (distance >= 16) {
    do {
      v128.store(to, v128.load(from));
      to += 16; from += 16;
    } while (to < end);
  } else if (distance >= 8) {
    do {
      store<u64>(to, load<u64>(from));
      to += 8; from += 8;
    } while (to < end);
  } else if (distance == 1) {
    const value = i8x16.splat(load<i8>(from));
    do {
      v128.store(to, value);
      to += 16;
    } while (to < end);
  } else {
    do { store<u8>(to++, load<u8>(from++)); } while (to < end);
  }
}
