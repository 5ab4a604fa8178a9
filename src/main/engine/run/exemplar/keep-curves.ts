import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { type CutSettings, cuttingOf } from '../../../../shared/cut.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type CurveNeeds, pairsPerDistance, radii } from '../../../../shared/keep-curve.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { mixed } from '../../kernel/mixed-key.ts';
import { hashText } from '../project/patch-keys.ts';
import type { Session } from '../project/session.ts';
import { whileUnchanged } from '../project/while-unchanged.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { collectHashes, planScopes, type ScopePlan } from './scope-plans.ts';

/** Of the draw of pairs: of the project's making, so that everybody draws the same. */
export const pairSeed = 1;

/** A number of a raw patch that follows from its volume's content and its place alone. @param i in the grid */
export const rawPatchKey = (
  { contentId }: Pick<StoredVolume, 'contentId'>,
  { plane, position }: { readonly plane: number; readonly position: number },
  i: number,
): number => mixed(mixed(mixed(hashText(contentId) ^ plane) ^ position) ^ i);

/** A scope with the radii that are to be worked out for it. */
interface CurveWork {
  readonly plan: ScopePlan;
  readonly patches: number;
  readonly missing: readonly number[];
}

/** All that a curve hangs on beside its patches: cuts that differ in their radius share it. */
export const curveKey = (settings: CutSettings): string =>
  `${cuttingOf(settings)} seed ${settings.seed}`;

/** Scopes of the current cut, kept while nothing changes. */
export const scopesNow: (session: Session) => readonly ScopePlan[] = whileUnchanged((session) => {
  const cut = session.cut();
  return cut === null ? [] : planScopes(session, cut, session.settings());
});

const digests = new WeakMap<ScopePlan, string>();

/** What a scope is made of, as text of one length: ten thousand pictures are told of in a megabyte. */
export function inputsDigest(plan: ScopePlan): string {
  const known = digests.get(plan);
  const digest = known ?? createHash('sha256').update(plan.inputs).digest('hex').slice(0, 32);
  digests.set(plan, digest);
  return digest;
}

const changes = new WeakMap<Session, number>();

/** Another text whenever the curves of the current cut may be others. */
export const curveStamp = (session: Session): string =>
  `${session.cut()} ${session.catalog.revision()} ${changes.get(session) ?? 0}`;

/** What is not worked out yet, or of patches that have changed since. */
function curveWork(session: Session): readonly CurveWork[] {
  const cutting = curveKey(session.settings());
  const raw = session.catalog.crossSections.patchesOfVolumes(session.cut() ?? -1);
  return scopesNow(session).flatMap((plan) => {
    const known = new Set(session.catalog.keepCurves.radii(cutting, plan.name, inputsDigest(plan)));
    const missing = radii.filter((radius) => !known.has(radius));
    const patches = plan.volumes.reduce((sum, { id }) => sum + (raw.get(id) ?? 0), 0);
    return missing.length > 0 ? [{ plan, patches, missing }] : [];
  });
}

/** What the job would take from here; all zeros where nothing is missing. */
export function curveNeeds(session: Session): CurveNeeds {
  const work = curveWork(session);
  const largest = Math.max(0, ...work.map(({ patches }) => patches));
  let [units, patches, seconds] = [0, 0, 0];
  for (const each of work) {
    units += each.missing.length;
    patches += each.missing.length * each.patches;
    seconds += each.missing.length * secondsOfUnit(each.patches);
  }
  const lanes = lanesFor(largest);
  return {
    units,
    patches,
    largest,
    seconds: seconds / lanes,
    bytes: lanes * largest * bytesAPatch,
  };
}

/** 70 in the decode process, measured with 5.3 million (bench/one-scope.ts), and hashes and keys on the way to it. */
const bytesAPatch = 100;

/** One de-duplication of clustered hashes in CPU seconds, mean over the radii (bench/keep-curve.ts). */
export const secondsOfUnit = (patches: number): number =>
  0.01 + 1.8e-6 * patches * (patches / 1e5) ** 0.25;

/** More than half a gigabyte at once is too much for a small machine. */
const mostPatchesAtOnce = 5e6;

const lanesFor = (largest: number): number =>
  Math.max(
    1,
    Math.min(availableParallelism(), Math.floor(mostPatchesAtOnce / Math.max(1, largest))),
  );

/**
 * De-duplicates every scope within every radius that is missing or stale, counts, and draws pairs. Each radius
 * of a scope is committed with its result: a job that was cut off goes on where it was.
 */
export async function workOutCurves(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
): Promise<Outcome<string>> {
  if (scopesNow(session).length === 0) return fail({ kind: 'no-exemplars' });
  const work = curveWork(session);
  const needs = curveNeeds(session);
  context.stage('count exemplars within each radius', needs.patches, 'patches');
  let failed = 0;
  for (const each of work) {
    const done = await workOutScope(session, tasks, each, context);
    if (!done.ok) {
      if (done.failure.kind === 'cancelled') return done;
      context.report({ item: each.plan.source.name, failure: done.failure });
      failed++;
    }
  }
  const counted = `${needs.units.toLocaleString('en-US')} de-duplications`;
  const left = failed > 0 ? ` ${failed} scopes could not be finished.` : '';
  return succeed(
    needs.units === 0
      ? 'The curve was worked out already.'
      : `Counted what each radius from 0 to ${radii.length - 1} keeps, by ${counted}.${left}`,
  );
}

async function workOutScope(
  session: Session,
  tasks: TaskClient,
  { plan, patches, missing }: CurveWork,
  context: JobContext,
): Promise<Outcome<null>> {
  const settings = session.settings();
  const cutting = curveKey(settings);
  const size = bytesPerHash(settings.hashSize);
  const cut = session.cut() ?? -1;
  const { sections, hashes, count } = await collectHashes(session, cut, plan.volumes, size);
  const keys = new Uint32Array(count);
  for (const { volume, row, first } of sections) {
    for (let i = 0; i < row.patches; i++) keys[first + i] = rawPatchKey(volume, row, i);
  }
  const draw = { keys, seed: pairSeed, most: pairsPerDistance };
  const { seed } = settings;
  let problem: Outcome<never> | null = null;
  const done = await mapLimited(missing, lanesFor(count), context.mayGoOn, async (radius) => {
    if (problem) return;
    const ask = { hashes, bytesPerHash: size, seed, radius, draw };
    const found = await attempt('decode', plan.source.name, async () =>
      succeed(await tasks.decode('radius-point', ask, { signal: context.signal })),
    );
    if (context.signal.aborted) return;
    if (!found.ok) {
      problem = found;
      return;
    }
    const { kept, distances, pairs } = found.value;
    const point = { radius, inputs: inputsDigest(plan), kept, distances: [...distances] };
    session.catalog.commitUnit(() =>
      session.catalog.keepCurves.set(cutting, plan.name, point, pairs),
    );
    changes.set(session, (changes.get(session) ?? 0) + 1);
    context.advance(patches);
  });
  return problem ?? (done ? succeed(null) : fail({ kind: 'cancelled' }));
}
