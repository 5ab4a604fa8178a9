import type { LabelValue } from '../../../../shared/decision.ts';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import {
  firstGoal,
  type LabelGoal,
  type LabelProgress,
  labelGoal,
  type SourceProgress,
} from '../../../../shared/progress.ts';
import type { Label } from '../../catalog/labels.ts';
import type { Session } from '../project/session.ts';
import { countExemplars } from '../set/curated-set.ts';

/** How far labelling is: in each source, by reason, against the goal. The labels are counted by the database. */
export function labelProgress(session: Session): LabelProgress {
  const { catalog } = session;
  const sourceOf = new Map(catalog.volumes.all().map((v) => [v.contentId, v.source]));
  const counts = new Map<number, Map<LabelValue, number>>();
  const reasons = new Map<string | null, number>();
  for (const { contentId, value, reason, count } of catalog.labels.tally()) {
    const source = sourceOf.get(contentId);
    if (source === undefined) continue;
    const ofSource = counts.get(source) ?? new Map<LabelValue, number>();
    counts.set(source, ofSource.set(value, (ofSource.get(value) ?? 0) + count));
    if (value === 'uninformative') reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  const exemplars = countExemplars(session, 'source', 'dedup');
  const sources = catalog.sources.all().map(({ id, name }): SourceProgress => {
    const of = (value: Label['value']) => counts.get(id)?.get(value) ?? 0;
    return {
      source: id,
      name,
      exemplars: exemplars.get(id) ?? 0,
      informative: of('informative'),
      uninformative: of('uninformative'),
      unsure: of('unsure'),
    };
  });
  return {
    goal: goalOf(session),
    sources: sources.filter(
      (each) => each.exemplars + each.informative + each.uninformative + each.unsure > 0,
    ),
    reasons: [...reasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count),
  };
}

function goalOf(session: Session): LabelGoal {
  const stored = session.catalog.settings.get('goal');
  return stored === null ? firstGoal : labelGoal.parse(JSON.parse(stored));
}

/** The goal is a wish, not work: setting it is no action and needs no undo. */
export function setGoal(session: Session, goal: LabelGoal): Outcome<LabelGoal> {
  session.catalog.commit(() => session.catalog.settings.set('goal', JSON.stringify(goal)));
  return succeed(goal);
}
