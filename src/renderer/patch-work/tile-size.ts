/** Edges of patches on the screen, in CSS pixels: the smallest shows hundreds, the largest one that fills the view. */
const sizes = [
  32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 260, 300, 400, 560, 800, 4000,
] as const;
export const tileSizes = { least: 32, most: 300 } as const;

/** The next tile size up or down. */
export function steppedSize(size: number, direction: 1 | -1): number {
  const next =
    direction === 1
      ? sizes.find((each) => each > size)
      : [...sizes].reverse().find((each) => each < size);
  return next ?? size;
}
