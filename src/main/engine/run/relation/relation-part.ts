import { succeed } from '../../../../shared/failure.ts';
import type { Parts } from '../workbench-parts.ts';
import { judgeRelation } from './judge-relation.ts';
import { relateExemplars } from './relate-exemplars.ts';
import type { RelationBench } from './relation-bench.ts';
import { relationMatrix, relationPairs, relationReport } from './relation-report.ts';

/** Near-duplicates between sources, and what people say of them. */
export function relationPart({ desk, tasks, job }: Parts): RelationBench {
  const { read, readLater, write } = desk;
  return {
    relations: (query) => read((session) => succeed(relationReport(session, query))),
    relationMatrix: () => readLater(async (session) => succeed(await relationMatrix(session))),
    relationPairs: ({ a, b }, from, count) =>
      read((session) =>
        relationPairs(session, { a: Math.min(a, b), b: Math.max(a, b) }, from, count),
      ),
    startRelating: () =>
      job(
        'relate',
        'Compare sources',
        (session) => (context) => relateExemplars(session, tasks, context),
      ),
    judgeRelation: ({ a, b }, value) => write((session) => judgeRelation(session, a, b, value)),
  };
}
