import { z } from 'zod';
import { labelValue } from './decision.ts';

/** What two people, or one person twice, said of the same patches. */
export const agreement = z.object({
  patches: z.int(),
  /** share said alike; null without patches */
  alike: z.number().nullable(),
  /** Cohen's kappa; null where it is not defined, as when both only ever said one thing */
  kappa: z.number().nullable(),
  /** 95 % by bootstrap over patches; null where kappa is */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** rows the first, columns the second: informative, uninformative, unsure */
  table: z.array(z.array(z.int())),
});
export type Agreement = z.infer<typeof agreement>;

/** One pair of annotators; `again` is one annotator with themselves. */
export const pairAgreement = z.object({
  first: z.string(),
  second: z.string(),
  again: z.boolean(),
  all: agreement,
  sources: z.array(z.object({ source: z.int(), name: z.string(), agreement })),
  /** 2 x both gave it / (times the first did + times the second did), of patches both call uninformative */
  reasons: z.array(
    z.object({ reason: z.string(), both: z.int(), either: z.int(), agreement: z.number() }),
  ),
});
export type PairAgreement = z.infer<typeof pairAgreement>;

/** What one person said of a patch, last. */
export const verdict = z.object({
  annotator: z.string(),
  value: labelValue,
  reason: z.string().nullable(),
});

/** A patch of which different things were said; adjudicated ones are settled. */
export const conflict = z.object({
  ordinal: z.int(),
  source: z.int(),
  name: z.string(),
  verdicts: z.array(verdict),
  settled: labelValue.nullable(),
});
export type Conflict = z.infer<typeof conflict>;

export const agreementReport = z.object({
  annotators: z.array(z.object({ name: z.string(), decisions: z.int() })),
  pairs: z.array(pairAgreement),
  /** of exemplars of this cut, in their order; the open ones first */
  conflicts: z.array(conflict),
});
export type AgreementReport = z.infer<typeof agreementReport>;

/** What merging another project's labels would do. */
export const mergePlan = z.object({
  /** of the decisions to be merged; merging refuses another */
  fingerprint: z.string(),
  annotators: z.array(z.object({ name: z.string(), decisions: z.int() })),
  /** patches that get their first label */
  fresh: z.int(),
  /** patches labelled here that the other says the same of, and those it contradicts */
  same: z.int(),
  conflicting: z.int(),
  /** decisions that are here already */
  known: z.int(),
  /** volumes of the other project with labels that this one does not have, and how many patches they hold */
  missing: z.array(z.object({ volume: z.string(), patches: z.int() })),
});
export type MergePlan = z.infer<typeof mergePlan>;
