/** A bar of a round length, and its words. */
export interface ScaleBar {
  /** as a share of the picture's width */
  readonly share: number;
  readonly lengthNm: number;
  readonly words: string;
}

/** The longest bar takes this share of a picture. */
const most = 0.4;

/**
 * The longest bar of a round length (1, 2 or 5 times a power of ten) that takes at most 40 % of a
 * picture's width.
 *
 * @param pixels width of the picture in pixels, above 0
 * @param pixelNm nanometres a pixel measures along the width, above 0
 */
export function scaleBar(pixels: number, pixelNm: number): ScaleBar {
  const longest = pixels * pixelNm * most;
  const power = 10 ** Math.floor(Math.log10(longest));
  const step = [5, 2, 1].find((each) => each * power <= longest * (1 + 1e-9)) ?? 1;
  const lengthNm = Number((step * power).toPrecision(6));
  return { share: lengthNm / (pixels * pixelNm), lengthNm, words: lengthWords(lengthNm) };
}

/** 200 as "200 nm", 2000 as "2 µm". */
export function lengthWords(nm: number): string {
  const [value, unit] =
    nm >= 1_000_000 ? [nm / 1e6, 'mm'] : nm >= 1000 ? [nm / 1000, 'µm'] : [nm, 'nm'];
  return `${Number(value.toPrecision(4))} ${unit}`;
}
