const headerBytes = 14 + 40 + 256 * 4;

/**
 * An uncompressed 8-bit grey BMP: every browser decodes it, and encoding it costs nothing, which is
 * what a page of two hundred patches needs (PNG took 3 ms a patch; docs/decisions/0004).
 *
 * @param grey output level of each of the 256 input levels; see contrastTable.
 */
export function greyBitmap(
  pixels: Uint8Array,
  height: number,
  width: number,
  grey: Uint8Array,
): Uint8Array {
  const stride = (width + 3) & ~3;
  const out = new Uint8Array(headerBytes + stride * height);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x4d42, true);
  view.setUint32(2, out.length, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, -height, true); // negative: rows from the top
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  writeLevels(out, grey);
  for (let y = 0; y < height; y++) {
    out.set(pixels.subarray(y * width, (y + 1) * width), headerBytes + y * stride);
  }
  return out;
}

/** The same picture with other output levels: no pixel of it is touched. */
export function withLevels(bitmap: Uint8Array, grey: Uint8Array): Uint8Array {
  const out = bitmap.slice();
  writeLevels(out, grey);
  return out;
}

function writeLevels(bitmap: Uint8Array, grey: Uint8Array): void {
  for (let level = 0; level < 256; level++) {
    bitmap.fill(grey[level] ?? 0, 54 + level * 4, 57 + level * 4);
  }
}
