import type { CutSettings } from '../../../shared/cut.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { JobContext } from '../job/job-runner.ts';
import { beginCut, isKept, putInForce } from './cut/cut-in-force.ts';
import { cutVolumes } from './cut/cut-volumes.ts';
import { takeOverCutting } from './cut/take-over-cutting.ts';
import {
  type KeepScopesOptions,
  keepExemplarsOfScopes,
} from './exemplar/keep-exemplars-of-scopes.ts';
import { packExemplars } from './exemplar/pack-exemplars.ts';
import { removeSetAside } from './exemplar/remove-scope.ts';
import { planScopes } from './exemplar/scope-plans.ts';
import { scoreExemplars } from './model/score-exemplars.ts';
import type { Session } from './project/session.ts';
import { plannedStages, runNeeds } from './run-needs.ts';
import type { TaskClient } from './task/task-client.ts';
import { volumesHere } from './volume/absent-volumes.ts';

const nothingKept =
  'Nothing could be cut with these settings, so the project stays with those it had.';
const cancelled = fail<string>({ kind: 'cancelled' });

/**
 * The whole project, start to finish. Read downwards: each stage works on what the stage above left
 * in the catalog, does only what is missing or stale there, and commits unit by unit; so a run that
 * was stopped, however roughly, goes on where it was. A cut with other settings comes into force once its
 * exemplars are kept.
 */
export async function curate(
  session: Session,
  tasks: TaskClient,
  settings: CutSettings,
  context: JobContext,
  options: KeepScopesOptions = {},
): Promise<Outcome<string>> {
  const { catalog } = session;
  if (catalog.volumes.all().length === 0) return fail({ kind: 'nothing-to-run' });
  const refused = refuseWithoutVolumes(session, settings);
  if (refused) return fail(refused);
  const needs = await runNeeds(session, settings);
  if (needs.ok) context.plan(plannedStages(needs.value));
  const cut = beginCut(session, settings);
  if (!(await takeOverCutting(session, tasks, cut, settings, context))) return cancelled;
  if (!(await cutVolumes(session, tasks, cut, settings, context))) return cancelled;
  // What is in force only grows; what is not there yet may be kept anew however often it is begun.
  const keeping = { anew: options.anew === true && session.cut() !== cut };
  if (!(await keepExemplarsOfScopes(session, tasks, cut, settings, context, keeping))) {
    return cancelled;
  }
  session.forgetColumns();
  if (session.cut() !== cut && !isKept(session, cut)) return succeed(nothingKept);
  putInForce(session, cut);
  await session.reloadColumns();
  if (!(await packExemplars(session, tasks, cut, settings, context))) return cancelled;
  await session.reloadColumns();
  if (!(await scoreExemplars(session, tasks, context))) return cancelled;
  if (!(await removeSetAside(session, cut, context))) return cancelled;
  return succeed(summaryOf(session, cut));
}

/** Other settings would leave a project that was made from a data set without its patches. */
function refuseWithoutVolumes(session: Session, settings: CutSettings): Failure | null {
  const cut = session.cut();
  if (cut === null || session.catalog.cuts.known(settings) === cut) return null;
  const here = volumesHere(session, 'cut');
  return here.ok ? null : here.failure;
}

function summaryOf(session: Session, cut: number): string {
  let raw = 0;
  for (const patches of session.catalog.crossSections.patchesOfVolumes(cut).values())
    raw += patches;
  const dedup = session.columns().count;
  const plans = planScopes(session, cut, session.settings());
  const missing = plans.reduce((sum, plan) => sum + plan.missing.length, 0);
  const without =
    missing === 0
      ? ''
      : `, without ${missing} ${missing === 1 ? 'volume' : 'volumes'} that could not be cut. Run again when they can be read: they then count as if they had been there, where nobody has worked with the exemplars since`;
  return `Cut ${raw.toLocaleString('en-US')} patches and kept ${dedup.toLocaleString('en-US')} exemplars${without}.`;
}
