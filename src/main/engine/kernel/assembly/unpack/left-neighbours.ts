// Rows of differences to the left neighbour become the samples again. Sums wrap around, as the writer's
// differences did. Each row begins anew.

/** @param rows u8 [count][width * channels], 16 bytes of slack behind. */
export function addLeft8(rows: usize, count: u32, width: u32, channels: u32): void {
  const zero = i8x16.splat(0);
  const rowBytes = <usize>width * channels;
  for (; count > 0; count--, rows += rowBytes) {
    if (channels > 1) {
      for (let i: usize = channels; i < rowBytes; i++) {
        store<u8>(rows + i, load<u8>(rows + i) + load<u8>(rows + i - channels));
      }
      continue;
    }
    let last = zero;
    let i: usize = 0;
    for (; i + 16 <= rowBytes; i += 16) {
      let v = v128.load(rows + i);
      v = i8x16.add(v, v128.shuffle<u8>(zero, v, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
      v = i8x16.add(v, v128.shuffle<u8>(zero, v, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
      v = i8x16.add(v, v128.shuffle<u8>(zero, v, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
      v = i8x16.add(v, v128.shuffle<u8>(zero, v, 0, 0, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23));
      v = i8x16.add(v, last);
      v128.store(rows + i, v);
      last = v128.shuffle<u8>(v, v, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15);
    }
    let sum = i8x16.extract_lane_u(last, 0);
    for (; i < rowBytes; i++) {
      sum += load<u8>(rows + i);
      store<u8>(rows + i, sum);
    }
  }
}

/** @param rows u16 [count][width * channels]. */
export function addLeft16(rows: usize, count: u32, width: u32, channels: u32): void {
  const zero = i16x8.splat(0);
  const rowBytes = (<usize>width * channels) << 1, step = <usize>channels << 1;
  for (; count > 0; count--, rows += rowBytes) {
    if (channels > 1) {
      for (let i = step; i < rowBytes; i += 2) {
        store<u16>(rows + i, load<u16>(rows + i) + load<u16>(rows + i - step));
      }
      continue;
    }
    let last = zero;
    let i: usize = 0;
    for (; i + 16 <= rowBytes; i += 16) {
      let v = v128.load(rows + i);
      v = i16x8.add(v, v128.shuffle<u16>(zero, v, 0, 8, 9, 10, 11, 12, 13, 14));
      v = i16x8.add(v, v128.shuffle<u16>(zero, v, 0, 0, 8, 9, 10, 11, 12, 13));
      v = i16x8.add(v, v128.shuffle<u16>(zero, v, 0, 0, 0, 0, 8, 9, 10, 11));
      v = i16x8.add(v, last);
      v128.store(rows + i, v);
      last = v128.shuffle<u16>(v, v, 7, 7, 7, 7, 7, 7, 7, 7);
    }
    let sum = i16x8.extract_lane_u(last, 0);
    for (; i < rowBytes; i += 2) {
      sum += load<u16>(rows + i);
      store<u16>(rows + i, sum);
    }
  }
}

/** @param rows u32 [count][width * channels]. */
export function addLeft32(rows: usize, count: u32, width: u32, channels: u32): void {
  const rowBytes = (<usize>width * channels) << 2, step = <usize>channels << 2;
  for (; count > 0; count--, rows += rowBytes) {
    for (let i = step; i < rowBytes; i += 4) {
      store<u32>(rows + i, load<u32>(rows + i) + load<u32>(rows + i - step));
    }
  }
}
