import type { Scope } from '../../catalog/cuts.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { readGrowth, readName, unfinishedName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { readInputs } from './scope-inputs.ts';
import type { ScopePlan } from './scope-plans.ts';

/** A scope of which exemplars must be kept: of all its volumes, or of those that joined it. */
export interface ScopeWork {
  readonly plan: ScopePlan;
  /** what stays: the scope and what it grew by, oldest first; empty where all is kept anew */
  readonly stays: readonly Scope[];
  /** whose patches are visited */
  readonly volumes: readonly StoredVolume[];
}

/**
 * Scopes that are new, that changed or that grew. One has only grown when all that it was made of is still
 * there, cut from the same inputs.
 *
 * @param regroup whether what grew is kept anew, from all volumes at once
 */
export function staleScopes(
  { catalog }: Session,
  cut: number,
  plans: readonly ScopePlan[],
  regroup: boolean,
): ScopeWork[] {
  const unfinished = new Set<string>();
  const chains = new Map<string, Scope[]>();
  for (const scope of catalog.cuts.scopes(cut)) {
    const { name } = readGrowth(scope.name);
    if (scope.complete) chains.set(name, [...(chains.get(name) ?? []), scope]);
    else unfinished.add(scope.name);
  }
  return plans.flatMap((plan): readonly ScopeWork[] => {
    const chain = chains.get(plan.name) ?? [];
    chain.sort((a, b) => readGrowth(a.name).n - readGrowth(b.name).n);
    const whole = { plan, stays: [], volumes: plan.volumes };
    // Cut off while all was kept anew, owners may be of both: the old exemplars no longer tell.
    if (unfinished.has(unfinishedName(plan.name)) || (regroup && chain.length > 1)) return [whole];
    const joined = joinedSince(chain, plan);
    if (joined === null) return [whole];
    return joined.length === 0 ? [] : [{ plan, stays: chain, volumes: joined }];
  });
}

/** Volumes of a scope that its exemplars were not kept from; null when it did not only grow. */
function joinedSince(chain: readonly Scope[], plan: ScopePlan): readonly StoredVolume[] | null {
  if (chain.length === 0) return null;
  const now = readInputs(plan.inputs);
  const known = new Map(chain.flatMap(({ inputs }) => [...readInputs(inputs)]));
  for (const [volume, inputs] of known) if (now.get(volume) !== inputs) return null;
  return plan.volumes.filter(({ id }) => !known.has(id));
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
