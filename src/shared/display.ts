import { z } from 'zod';

/** Percentiles that become black and white; `as stored` shows the 8-bit levels themselves. */
export const contrast = z.enum(['0-100', '1-99', '5-95', 'as-stored']);
export type Contrast = z.infer<typeof contrast>;

export const gammas = { least: 0.25, most: 4 } as const;
const gamma = z.number().min(gammas.least).max(gammas.most);

/**
 * How patches are drawn; what is stored never changes. In this order: stretch (over the patch itself or
 * its whole volume) or, in its place, CLAHE; then gamma; then invert. A volume's percentiles are those of up
 * to 256 of its exemplars, spread evenly over it.
 */
export const display = z.object({
  contrast: contrast.default('0-100'),
  over: z.enum(['patch', 'volume']).default('patch'),
  /** above 1 brightens the middle */
  gamma: gamma.default(1),
  /** contrast-limited adaptive histogram equalisation */
  clahe: z.boolean().default(false),
  invert: z.boolean().default(false),
});
export type Display = z.infer<typeof display>;

export const plainDisplay: Display = display.parse({});

/** As the query of a picture's address; what is at its default is left out, so that equal displays share a cache. */
export function displayQuery(shown: Display): string {
  const parts = [
    shown.contrast === '0-100' ? '' : `contrast=${shown.contrast}`,
    shown.over === 'patch' ? '' : 'over=volume',
    shown.gamma === 1 ? '' : `gamma=${shown.gamma}`,
    shown.clahe ? 'clahe=1' : '',
    shown.invert ? 'invert=1' : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

const written = { '1': true, '0': false } as const;
const flag = z.enum(['1', '0']).transform((value) => written[value]);
const displayWords = z.object({
  contrast: contrast.optional(),
  over: display.shape.over,
  gamma: z
    .string()
    .regex(/^\d(\.\d+)?$/)
    .transform(Number)
    .pipe(gamma)
    .optional(),
  clahe: flag.optional(),
  invert: flag.optional(),
});

/** Reads such a query: what is left out is at its default; null where a value is none of those that there are. */
export function readDisplay(query: { get(name: string): string | null }): Display | null {
  const names = Object.keys(displayWords.shape);
  const words = displayWords.safeParse(
    Object.fromEntries(names.map((name) => [name, query.get(name) ?? undefined])),
  );
  return words.success ? display.parse(words.data) : null;
}

/** By how much a patch's picture can be asked for smaller: each pixel is then the mean of so many by so many. */
export type Shrink = 1 | 2 | 4;

/**
 * The smallest picture that is still no smaller than what is drawn: a quarter of the bytes for tiles of half a
 * patch's edge, and the mean of pixels where a browser would pick some.
 *
 * @param edge the patch's longer edge, pixels. @param drawn the tile's edge, pixels of the screen
 */
export function shrinkFor(edge: number, drawn: number): Shrink {
  if (edge / 4 >= drawn) return 4;
  return edge / 2 >= drawn ? 2 : 1;
}

/** What a picture's query asks for; null where there is no such size. */
export function readShrink(query: { get(name: string): string | null }): Shrink | null {
  const asked = query.get('shrink');
  if (asked === null) return 1;
  return asked === '2' ? 2 : asked === '4' ? 4 : null;
}

/** Relative address of a patch's picture (8-bit grey BMP), the same in every shell. @param shrink 1: true size */
export function patchPicturePath(
  project: string,
  ordinal: number,
  shown: Display,
  shrink: Shrink = 1,
): string {
  const query = displayQuery(shown);
  const smaller = shrink === 1 ? '' : `${query === '' ? '?' : '&'}shrink=${shrink}`;
  return `/patch/${project}/${ordinal}.bmp${query}${smaller}`;
}
