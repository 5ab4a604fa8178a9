import type { CutSettings } from '../../../../shared/cut.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { attemptAgain } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { readKnown } from './known-exemplars.ts';
import { collectHashes, planScopes } from './scope-plans.ts';
import { forgottenScopes, inputsOfAll, type ScopeWork, staleScopes } from './stale-scopes.ts';
import { storeExemplars } from './store-exemplars.ts';

export interface KeepScopesOptions {
  /** scopes that grew are kept anew, from all their volumes at once */
  readonly anew?: boolean;
}

/**
 * Keeps one exemplar of each group of near-duplicates in every scope that is new or stale. Volumes that joined a
 * scope leave its exemplars as they are: their patches are visited after them.
 *
 * @returns false when the job was cancelled.
 */
export async function keepExemplarsOfScopes(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
  { anew = false }: KeepScopesOptions = {},
): Promise<boolean> {
  const { catalog } = session;
  const plans = planScopes(session, cut, settings);
  catalog.commitUnit(() => {
    for (const { id } of forgottenScopes(session, cut, plans)) catalog.cuts.setAside(id);
  });
  const stale = staleScopes(session, cut, plans, anew);
  if (!(await keepAll(session, tasks, cut, settings, context, stale))) return false;
  // What joined a scope that was made up for joins it again.
  const again = new Set(stale.flatMap((work) => (work.isMadeUpFor ? [work.plan.name] : [])));
  const left =
    again.size === 0
      ? []
      : staleScopes(session, cut, plans, anew).filter(({ plan }) => again.has(plan.name));
  if (left.length === 0) return context.mayGoOn();
  return keepAll(session, tasks, cut, settings, context, left);
}

async function keepAll(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
  stale: readonly ScopeWork[],
): Promise<boolean> {
  const patches = session.catalog.crossSections.patchesOfVolumes(cut);
  const sizes = stale.map(({ volumes }) =>
    volumes.reduce((sum, { id }) => sum + (patches.get(id) ?? 0), 0),
  );
  context.stage(
    'keep exemplars',
    sizes.reduce((sum, size) => sum + size, 0),
    'patches',
  );
  for (const [i, work] of stale.entries()) {
    if (!(await context.mayGoOn())) return false;
    const watcher = { signal: context.signal, progress: countUp(context, sizes[i] ?? 0) };
    const kept = await keepExemplarsOfScope(session, tasks, cut, settings, work, watcher);
    if (context.signal.aborted) return false;
    if (!kept.ok) context.report({ item: work.plan.source.name, failure: kept.failure });
    watcher.progress(1);
  }
  return context.mayGoOn();
}

/** Turns the share of a scope that is done into patches of the stage. */
function countUp(context: JobContext, patches: number): (share: number) => void {
  let counted = 0;
  return (share) => {
    const now = Math.max(counted, Math.floor(share * patches));
    context.advance(now - counted);
    counted = now;
  };
}

/** Finding exemplars and storing them take equally long, roughly. */
const findingShare = 0.5;

/**
 * One scope, or what joined it. Memory: about 40 bytes a patch here for 64-bit hashes, 200 MB for one scope of 5.3
 * million, and what de-duplication takes in its own process. Once the signal is aborted the scope is left as it was.
 */
async function keepExemplarsOfScope(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  work: ScopeWork,
  { signal, progress }: { signal: AbortSignal; progress: (share: number) => void },
): Promise<Outcome<null>> {
  const size = bytesPerHash(settings.hashSize);
  const stay = inputsOfAll(work.stays);
  const before = work.plan.volumes.filter(({ id }) => stay.has(id));
  const known = await readKnown(session, cut, work.stays, before, size);
  const fixed = known.ordinals.length;
  const { sections, hashes } = await collectHashes(session, cut, work.volumes, size, fixed);
  hashes.set(known.hashes);
  const { seed, hammingLimit: limit } = settings;
  const grouped = await attemptAgain('decode', work.plan.source.name, async () =>
    succeed(
      await tasks.decode(
        'keep-exemplars',
        { hashes, bytesPerHash: size, seed, limit, fixed },
        { signal, onProgress: (share) => progress(Number(share) * findingShare) },
      ),
    ),
  );
  if (!grouped.ok) return grouped;
  if (signal.aborted) return fail({ kind: 'cancelled' });
  const found = { ...grouped.value, known, sections, hashes };
  await storeExemplars(session, cut, settings, work, found, {
    signal,
    progress: (share) => progress(findingShare + share * (1 - findingShare)),
  });
  return succeed(null);
}
