import type { Parts } from '../workbench-parts.ts';
import type { OpinionBench } from './opinion-bench.ts';
import { opinionOfGroup, opinionOfPairs } from './second-opinion.ts';

/** How alike patches are by their texture, beside the Hamming distance. */
export function opinionPart({ desk: { readLater }, tasks }: Parts): OpinionBench {
  return {
    opinionOfGroup: (request) => readLater((session) => opinionOfGroup(session, tasks, request)),
    opinionOfPairs: (request) => readLater((session) => opinionOfPairs(session, tasks, request)),
  };
}
