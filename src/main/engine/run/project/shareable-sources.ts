import type { Source } from '../../catalog/sources.ts';
import type { Session } from './session.ts';

/** A source that no data set may hold, and what a person is told of it. */
export interface WithheldSource {
  readonly source: Source;
  readonly why: string;
}

/**
 * The sources that may be handed on, and those marked not to be shared.
 *
 * Only the project's own window, command line and job report may name the withheld ones: a data set tells their
 * number alone. Their patches, labels, near-duplicates and embeddings, and their part in balance figures, stay out.
 */
export function shareableSources(session: Session): {
  readonly shared: readonly Source[];
  readonly withheld: readonly WithheldSource[];
} {
  const sources = session.catalog.sources.all();
  return {
    shared: sources.filter(({ metadata }) => metadata.withheld === null),
    withheld: sources.flatMap((source) => {
      const { withheld } = source.metadata;
      return withheld === null ? [] : [{ source, why: whyWithheld(withheld) }];
    }),
  };
}

const whyWithheld = (reason: string): string =>
  reason === '' ? 'marked not to be shared' : `marked not to be shared: ${reason}`;
