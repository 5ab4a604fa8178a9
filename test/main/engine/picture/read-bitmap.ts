/** Decodes an uncompressed 8-bit BMP with a palette, by its header alone. Throws on any other. */
export function readBitmap(bytes: Uint8Array): { height: number; width: number; grey: number[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [magic, fileBytes, start] = [
    view.getUint16(0, true),
    view.getUint32(2, true),
    view.getUint32(10, true),
  ];
  const [width, signedHeight] = [view.getInt32(18, true), view.getInt32(22, true)];
  const [depth, compression] = [view.getUint16(28, true), view.getUint32(30, true)];
  if (magic !== 0x4d42 || fileBytes !== bytes.length || depth !== 8 || compression !== 0)
    throw new Error('not an uncompressed 8-bit BMP');
  const height = Math.abs(signedHeight);
  const stride = Math.ceil(width / 4) * 4;
  if (start + stride * height !== bytes.length) throw new Error('rows and file do not fit');
  const grey: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = signedHeight < 0 ? y : height - 1 - y;
    for (let x = 0; x < width; x++) {
      const entry = 54 + 4 * (bytes[start + row * stride + x] ?? 0);
      const [blue, green, red] = bytes.subarray(entry, entry + 3);
      if (blue !== green || green !== red) throw new Error('a colour in a grey picture');
      grey.push(red ?? -1);
    }
  }
  return { height, width, grey };
}
