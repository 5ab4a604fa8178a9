import type { Outcome } from '../../../../shared/failure.ts';
import type {
  GroupOpinionRequest,
  Opinions,
  PairOpinionRequest,
} from '../../../../shared/opinion.ts';

/** A second opinion on near-duplicates, as the router asks for it. */
export interface OpinionBench {
  opinionOfGroup(request: GroupOpinionRequest): Promise<Outcome<Opinions>>;
  opinionOfPairs(request: PairOpinionRequest): Promise<Outcome<Opinions>>;
}
