import type { Outcome } from '../../../../shared/failure.ts';
import type {
  GroupOpinionRequest,
  Opinions,
  PairOpinionRequest,
} from '../../../../shared/opinion.ts';
import type { Parts } from '../workbench-parts.ts';
import { opinionOfGroup, opinionOfPairs } from './second-opinion.ts';

/** A second opinion on near-duplicates, as the router asks for it. */
export interface OpinionBench {
  opinionOfGroup(request: GroupOpinionRequest): Promise<Outcome<Opinions>>;
  opinionOfPairs(request: PairOpinionRequest): Promise<Outcome<Opinions>>;
}

/** How alike patches are by their texture, beside the Hamming distance. */
export function opinionPart({ desk: { readLater }, tasks }: Parts): OpinionBench {
  return {
    opinionOfGroup: (request) => readLater((session) => opinionOfGroup(session, tasks, request)),
    opinionOfPairs: (request) => readLater((session) => opinionOfPairs(session, tasks, request)),
  };
}
