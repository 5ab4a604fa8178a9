import { z } from 'zod';
import { plane } from './patch.ts';

/** `paper-exact` follows the released CEM code bit for bit; `no-pixel-lost` lets the last box overlap instead of dropping a border. */
export const cutMode = z.enum(['paper-exact', 'no-pixel-lost']);
export type CutMode = z.infer<typeof cutMode>;

/** Within what near-duplicates are looked for: one volume file, or all volumes of a source; pictures always by source. */
export const cutScope = z.enum(['volume', 'source']);
export type CutScope = z.infer<typeof cutScope>;

/** One way of slicing, cropping and de-duplicating. New settings make a new cut. */
export const cutSettings = z.object({
  mode: cutMode.default('no-pixel-lost'),
  /** seed of the visiting order of de-duplication */
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** planes to cut, or null: all three for isotropic volumes, xy for others (spec 1.6) */
  planes: z.array(plane).nullable().default(null),
  /** every how many-th cross-section */
  spacing: z.int().min(1).max(100_000).default(1),
  /** edge of a patch in pixels */
  patchSize: z.int().min(16).max(4096).default(224),
  /** the hash has hashSize * hashSize bits */
  hashSize: z.int().min(2).max(32).default(8),
  /** largest Hamming distance of a near-duplicate, inclusive; 12 in the released CEM code */
  hammingLimit: z.int().min(0).max(1024).default(12),
  /** left out where it is the mode's own, see `scopeOf` */
  scope: cutScope.optional(),
  /** how often scopes that grew were kept anew, from all their volumes at once; left out where never */
  edition: z.int().min(1).optional(),
});
export type CutSettings = z.infer<typeof cutSettings>;

const { mode, seed, planes, spacing, patchSize, hashSize, hammingLimit, scope } = cutSettings.shape;

/** Some of the settings. Without defaults of its own: what is not given stays as the project has it. */
export const cutChange = z
  .object({
    mode: mode.unwrap(),
    seed: seed.unwrap(),
    planes: planes.unwrap(),
    spacing: spacing.unwrap(),
    patchSize: patchSize.unwrap(),
    hashSize: hashSize.unwrap(),
    hammingLimit: hammingLimit.unwrap(),
    scope: scope.unwrap(),
  })
  .partial();

/** The released code de-duplicates each volume file by itself. */
const ownScope: Readonly<Record<CutMode, CutScope>> = {
  'paper-exact': 'volume',
  'no-pixel-lost': 'source',
};

export const scopeOf = ({ mode, scope }: CutSettings): CutScope => scope ?? ownScope[mode];

export const editionOf = ({ edition = 0 }: CutSettings): number => edition;

/** The settings in the one form that they are stored in: equal settings are equal text. */
export function plainSettings(settings: CutSettings): CutSettings {
  const { scope: given, ...rest } = cutSettings.parse(settings);
  return given === undefined || given === ownScope[rest.mode] ? rest : { ...rest, scope: given };
}

/** What patches and hashes follow from, as a key: cuts that differ in other settings share them. */
export function cuttingOf({ mode, planes, spacing, patchSize, hashSize }: CutSettings): string {
  return JSON.stringify({
    mode,
    planes: planes && [...planes].sort(),
    spacing,
    patchSize,
    hashSize,
  });
}

/** What a run is asked for. */
export const runRequest = cutChange.extend({
  /** scopes that grew are de-duplicated anew, from all their volumes at once */
  regroup: z.boolean().optional(),
});
export type RunRequest = z.infer<typeof runRequest>;
