import { z } from 'zod';
import { rawAddress } from './duplicates.ts';
import { textureEncoderHash } from './encoder.ts';

/** Patches whose second opinion is asked at once. */
export const mostOpinions = 64;

/** How alike two patches are by their embeddings, beside the Hamming distance and never mixed with it. */
export const opinion = z.object({
  /** cosine distance of embeddings: 0 the same direction, 1 unrelated, 2 opposite */
  distance: z.number(),
  /** share of random pairs of the source's exemplars that are farther apart */
  closerThan: z.number(),
});
export type Opinion = z.infer<typeof opinion>;

/** Second opinions, in the order asked; null where a patch cannot be read or its source has too few exemplars. */
export const opinions = z.object({
  /** name of the encoder */
  encoder: z.string(),
  opinions: z.array(opinion.nullable()),
});
export type Opinions = z.infer<typeof opinions>;

/** hash of the encoder that is asked */
const encoder = z.string().default(textureEncoderHash);

export const groupOpinionRequest = z.object({
  encoder,
  /** of the exemplar */
  ordinal: z.int().min(0),
  members: z.array(rawAddress).max(mostOpinions),
});
export type GroupOpinionRequest = z.infer<typeof groupOpinionRequest>;

export const pairOpinionRequest = z.object({
  encoder,
  pairs: z.array(z.object({ a: rawAddress, b: rawAddress })).max(mostOpinions / 2),
});
export type PairOpinionRequest = z.infer<typeof pairOpinionRequest>;

/** Members less close than this share of random pairs are told: the encoder does not call them alike. */
export const agreeingFrom = 0.95;

/** "99.2%", never rounded up to all. */
export const closerShare = ({ closerThan }: Opinion): string =>
  `${(Math.floor(closerThan * 1000) / 10).toFixed(1)}%`;

/** "closer than 99.2% of random pairs" */
export const closerWords = (own: Opinion): string =>
  `closer than ${closerShare(own)} of random pairs`;
