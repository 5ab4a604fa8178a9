import type { Scope } from '../../catalog/cuts.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { readGrowth, readName, unfinishedName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { readAwaited, readInputs, type ScopeInputs } from './scope-inputs.ts';
import type { ScopePlan } from './scope-plans.ts';
import { isWorkedWith } from './worked-with.ts';

/** A scope of which exemplars must be kept: of all its volumes, or of those that joined it. */
export interface ScopeWork {
  readonly plan: ScopePlan;
  /** what stays: the scope and what it grew by, oldest first; empty where all is kept anew */
  readonly stays: readonly Scope[];
  /** whose patches are visited */
  readonly volumes: readonly StoredVolume[];
  /** kept before without volumes that are here now, and nobody worked with it: as if they had been there */
  readonly isMadeUpFor: boolean;
}

/**
 * Scopes that are new, that changed or that grew. One has only grown when all that it was made of is still
 * there, cut from the same inputs; volumes that could not be cut before have only joined it when somebody worked
 * with its exemplars meanwhile (docs/decisions/0025).
 *
 * @param anew whether what grew is kept anew, from all volumes at once
 */
export function staleScopes(
  session: Session,
  cut: number,
  plans: readonly ScopePlan[],
  anew: boolean,
): ScopeWork[] {
  const unfinished = new Set<string>();
  const chains = new Map<string, Scope[]>();
  for (const scope of session.catalog.cuts.scopes(cut)) {
    const { name } = readGrowth(scope.name);
    if (scope.complete) chains.set(name, [...(chains.get(name) ?? []), scope]);
    else unfinished.add(scope.name);
  }
  return plans.flatMap((plan): readonly ScopeWork[] => {
    const chain = chains.get(plan.name) ?? [];
    chain.sort((a, b) => readGrowth(a.name).n - readGrowth(b.name).n);
    // Cut off while this step was kept again, owners may be of both: the old exemplars no longer tell.
    const mixed = chain.findIndex(({ name }) => unfinished.has(unfinishedName(name)));
    const whole = { plan, stays: [], volumes: plan.volumes, isMadeUpFor: false };
    const joined = joinedSince(chain, plan);
    if (joined === null || (anew && (chain.length > 1 || joined.length > 0))) return [whole];
    const again = stepToMakeUpFor(session, cut, chain, plan);
    if (again && (mixed < 0 || again.stays.length <= mixed)) return [again];
    if (mixed === 0) return [whole];
    if (mixed > 0) return [stepOf(chain, mixed, plan)];
    return joined.length === 0 ? [] : [{ plan, stays: chain, volumes: joined, isMadeUpFor: false }];
  });
}

/** Volumes of a scope that its exemplars were not kept from; null when it did not only grow. */
function joinedSince(chain: readonly Scope[], plan: ScopePlan): readonly StoredVolume[] | null {
  if (chain.length === 0) return null;
  const now = readInputs(plan.inputs);
  const known = inputsOfAll(chain);
  for (const [volume, inputs] of known) if (now.get(volume) !== inputs) return null;
  return plan.volumes.filter(({ id }) => !known.has(id));
}

/** What volumes of a scope, or of steps of it, were cut from. */
export const inputsOfAll = (scopes: readonly Scope[]): ScopeInputs =>
  new Map(scopes.flatMap(({ inputs }) => [...readInputs(inputs)]));

/** The first step of a scope that was kept without volumes that are here now, if it may be kept again. */
function stepToMakeUpFor(
  session: Session,
  cut: number,
  chain: readonly Scope[],
  plan: ScopePlan,
): ScopeWork | null {
  const known = inputsOfAll(chain);
  for (const [i, scope] of chain.entries()) {
    const without = readAwaited(scope.inputs);
    if (!without?.volumes.some((id) => !known.has(id) && !plan.missing.includes(id))) continue;
    const work = stepOf(chain, i, plan);
    const came = work.volumes.some(({ id }) => !known.has(id));
    // What it grew by later is kept again too.
    const ofSteps = inputsOfAll(chain.slice(i));
    const before = plan.volumes.filter(({ id }) => ofSteps.has(id));
    if (came && !isWorkedWith(session, cut, before, without)) return { ...work, isMadeUpFor: true };
  }
  return null;
}

/** A step of a scope, with the volumes that it was kept without and that are here now. */
function stepOf(chain: readonly Scope[], step: number, plan: ScopePlan): ScopeWork {
  const known = inputsOfAll(chain);
  const { inputs = '' } = chain[step] ?? {};
  const awaited = new Set(readAwaited(inputs)?.volumes);
  const own = readInputs(inputs);
  const volumes = plan.volumes.filter(
    ({ id }) => own.has(id) || (awaited.has(id) && !known.has(id)),
  );
  return { plan, stays: chain.slice(0, step), volumes, isMadeUpFor: false };
}

/** Scopes that exist no longer: their last volume failed, or near-duplicates are looked for within others. */
export function forgottenScopes(
  { catalog }: Session,
  cut: number,
  plans: readonly ScopePlan[],
): readonly Scope[] {
  const names = new Set(plans.map(({ name }) => name));
  const sources = new Set(catalog.sources.all().map(({ id }) => id));
  return catalog.cuts.scopes(cut).filter((scope) => {
    const { name } = readGrowth(scope.name);
    const read = readName(name);
    if (!read || read.kind === 'data-set' || names.has(name)) return false;
    const source = read.kind === 'source' ? read.id : catalog.volumes.byId(read.id)?.source;
    // Scopes of sources taken out stay, so that undoing the removal brings them back at once.
    return source !== undefined && sources.has(source);
  });
}
