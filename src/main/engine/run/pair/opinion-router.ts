import { outcome } from '../../../../shared/failure.ts';
import { groupOpinionRequest, opinions, pairOpinionRequest } from '../../../../shared/opinion.ts';
import { ask, t } from '../procedures.ts';

/** A second opinion on near-duplicates, by the distance of their embeddings. */
export const opinionRouter = t.router({
  ofGroup: ask
    .input(groupOpinionRequest)
    .output(outcome(opinions))
    .query(({ ctx, input }) => ctx.bench.opinionOfGroup(input)),
  ofPairs: ask
    .input(pairOpinionRequest)
    .output(outcome(opinions))
    .query(({ ctx, input }) => ctx.bench.opinionOfPairs(input)),
});
