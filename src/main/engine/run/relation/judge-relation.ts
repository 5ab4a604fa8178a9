import { z } from 'zod';
import type { Changed } from '../../../../shared/answer.ts';
import { fail, succeed } from '../../../../shared/failure.ts';
import {
  type RelationVerdict,
  relationVerdict,
  verdictWords,
} from '../../../../shared/relation.ts';
import type { SourceIds } from '../../catalog/relations.ts';
import type { Session } from '../project/session.ts';

const change = z.object({ a: z.int(), b: z.int(), value: relationVerdict });

/** What a person says of two sources, in either order; `none` takes it back. Undoable, and kept when all is computed again. */
export function judgeRelation(
  session: Session,
  one: number,
  other: number,
  value: RelationVerdict,
): Changed {
  const { sources, relations, actions } = session.catalog;
  const both = { a: Math.min(one, other), b: Math.max(one, other) };
  const [first, second] = [sources.byId(both.a), sources.byId(both.b)];
  const isUnknown = !first || first.removed || !second || second.removed || one === other;
  if (isUnknown) return fail({ kind: 'relation-unknown' });
  const before = relations.verdict(both);
  const names = `${first.name} and ${second.name}`;
  const summary =
    value === 'none'
      ? `Took back the verdict on ${names}`
      : `Called ${names} ${verdictWords[value]}`;
  const action = session.catalog.commit(() => {
    relations.giveVerdict(both, value);
    const made = actions.add(session.annotator(), Date.now(), 'relate', summary);
    actions.addChange(made, {
      entity: 'relation',
      entityId: both.a,
      before: JSON.stringify({ ...both, value: before }),
      after: JSON.stringify({ ...both, value }),
    });
    return made;
  });
  return succeed({ action, summary: `${summary}.` });
}

/** Puts a verdict as it was, or as it became. */
export function restoreVerdict(session: Session, stored: unknown): void {
  const { a, b, value } = change.parse(stored);
  session.catalog.relations.giveVerdict({ a, b } satisfies SourceIds, value);
}
