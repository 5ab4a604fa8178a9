import type { z } from 'zod';
import type { Changed, Started } from '../../../../shared/answer.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type {
  RelationMatrix,
  RelationPairs,
  RelationReport,
  RelationVerdict,
  relationQuery,
} from '../../../../shared/relation.ts';
import type { SourceIds } from '../../catalog/relations.ts';

/** How sources are related, as the router asks for it. */
export interface RelationBench {
  relations(query: z.output<typeof relationQuery>): Outcome<RelationReport>;
  relationMatrix(): Promise<Outcome<RelationMatrix>>;
  relationPairs(sources: SourceIds, from: number, count: number): Outcome<RelationPairs>;
  startRelating(): Started;
  judgeRelation(sources: SourceIds, value: RelationVerdict): Changed;
}
