import { z } from 'zod';
import { plane } from './patch.ts';

/** `paper-exact` follows the released CEM code bit for bit; `no-pixel-lost` lets the last box overlap instead of dropping a border. */
export const cutMode = z.enum(['paper-exact', 'no-pixel-lost']);
export type CutMode = z.infer<typeof cutMode>;

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
});
export type CutSettings = z.infer<typeof cutSettings>;

const { mode, seed, planes, spacing, patchSize, hashSize, hammingLimit } = cutSettings.shape;

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
  })
  .partial();
