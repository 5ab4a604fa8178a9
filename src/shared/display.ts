import { z } from 'zod';

/** Percentiles that become black and white; `as stored` shows the 8-bit levels themselves. */
export const contrast = z.enum(['0-100', '1-99', '5-95', 'as-stored']);
export type Contrast = z.infer<typeof contrast>;

export const gammas = { least: 0.25, most: 4 } as const;

/**
 * How patches are drawn; what is stored never changes. In this order: stretch (over the patch itself or
 * its whole volume) or, in its place, CLAHE; then gamma; then invert.
 */
export const display = z.object({
  contrast: contrast.catch('0-100').default('0-100'),
  over: z.enum(['patch', 'volume']).catch('patch').default('patch'),
  /** above 1 brightens the middle */
  gamma: z.number().min(gammas.least).max(gammas.most).catch(1).default(1),
  /** contrast-limited adaptive histogram equalisation */
  clahe: z.boolean().catch(false).default(false),
  invert: z.boolean().catch(false).default(false),
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

/** Reads such a query; what makes no sense is at its default. */
export function readDisplay(query: { get(name: string): string | null }): Display {
  return display.parse({
    contrast: query.get('contrast') ?? undefined,
    over: query.get('over') ?? undefined,
    gamma: query.get('gamma') === null ? undefined : Number(query.get('gamma')),
    clahe: query.get('clahe') === '1',
    invert: query.get('invert') === '1',
  });
}

/** Relative address of a patch's picture (8-bit grey BMP, true size), the same in every shell. */
export function patchPicturePath(project: string, ordinal: number, shown: Display): string {
  return `/patch/${project}/${ordinal}.bmp${displayQuery(shown)}`;
}
