/** Hands a file to the browser's own way of saving. */
export function saveBlob(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the blob after the click has returned.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Draws an SVG at twice its size on white and saves it as PNG. */
export async function savePng(
  name: string,
  svg: string,
  width: number,
  height: number,
): Promise<void> {
  const picture = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2-D canvas in this browser');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => blob && saveBlob(name, blob, 'image/png'), 'image/png');
}
