import type { RelationVerdict } from '../../shared/relation.ts';
import { engine } from '../bridge.ts';
import { attempt, say } from '../session/notice.ts';
import type { SourcePair } from './relations-state.ts';

/** Records a verdict and says what was done; false where that failed. */
export async function judge(both: SourcePair, value: RelationVerdict): Promise<boolean> {
  const done = await attempt(engine.relations.judge.mutate({ ...both, value }));
  if (done) say(done.summary, true);
  return done !== null;
}
