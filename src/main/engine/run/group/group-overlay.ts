import type { IdleReason } from '../../../../shared/duplicates.ts';

/** A decision with its patches as places of the cut: null for one that is not cut, or lies in another scope. */
export interface PlacedDecision {
  readonly kind: 'choose' | 'split' | 'merge';
  readonly patch: string | null;
  /** of the group joined to; null but for `merge` */
  readonly other: string | null;
}

/** Patches that stand together: all that de-duplication grouped under an exemplar, or one taken out by itself. */
export interface GroupPart {
  /** the exemplar that de-duplication chose, or the one patch */
  readonly patch: string;
  readonly isSingle: boolean;
  /** patches of it that were taken out; empty for a single one */
  readonly without: ReadonlySet<string>;
}

/** A group that decisions touched, as it is now. */
export interface DecidedGroup {
  readonly exemplar: string;
  /** how its exemplar became one; null where de-duplication chose it */
  readonly by: 'chosen' | 'split' | null;
  /** the part that its exemplar is in comes first: the others were joined to it */
  readonly parts: readonly GroupPart[];
}

/** What decisions make of the groups that de-duplication left. */
export interface Overlay {
  /** every group that is not as de-duplication left it, or that a part of went elsewhere */
  readonly groups: readonly DecidedGroup[];
  /** The group that a de-duplicated group is in now; null where no decision touched it. */
  groupOfBase(exemplar: string): DecidedGroup | null;
  /** The group of a patch that was taken out of its own; null for all others. */
  groupOfSingle(patch: string): DecidedGroup | null;
  /** for each decision given, why it changes nothing; null where it holds */
  readonly idle: readonly (IdleReason | null)[];
}

interface Part {
  readonly patch: string;
  readonly isSingle: boolean;
  readonly without: Set<string>;
  group: Group;
}

interface Group {
  exemplar: string;
  by: 'chosen' | 'split' | null;
  readonly parts: Set<Part>;
}

/**
 * Lays decisions, in the order of the log, over groups as de-duplication left them. What cannot be done as
 * things stand (patches not cut, of two scopes, or already so) is passed over.
 *
 * @param baseOf the exemplar that de-duplication grouped a patch under; itself for an exemplar
 */
export function overlayGroups(
  decisions: readonly PlacedDecision[],
  baseOf: (patch: string) => string,
): Overlay {
  const state = new Groups(baseOf);
  const idle = decisions.map((decision) => state.decide(decision));
  return state.overlay(idle);
}

class Groups {
  private readonly baseOf: (patch: string) => string;
  private readonly bases = new Map<string, Part>();
  private readonly singles = new Map<string, Part>();

  constructor(baseOf: (patch: string) => string) {
    this.baseOf = baseOf;
  }

  decide({ kind, patch, other }: PlacedDecision): IdleReason | null {
    if (patch === null) return 'not-cut';
    if (kind === 'merge') return other === null ? 'apart' : this.merge(patch, other);
    const part = this.partOf(patch);
    if (part.group.exemplar === patch) return 'already';
    if (kind === 'choose') this.choose(part.group, patch);
    else this.split(part, patch);
    return null;
  }

  private partOf(patch: string): Part {
    return this.singles.get(patch) ?? this.baseOfPatch(patch);
  }

  private baseOfPatch(patch: string): Part {
    const exemplar = this.baseOf(patch);
    const known = this.bases.get(exemplar);
    if (known) return known;
    const part = newPart(exemplar, false, null);
    this.bases.set(exemplar, part);
    return part;
  }

  private choose(group: Group, patch: string): void {
    group.exemplar = patch;
    const part = this.partOf(patch);
    group.by = part.patch === patch && !part.isSingle ? null : 'chosen';
  }

  private split(part: Part, patch: string): void {
    if (part.isSingle) part.group.parts.delete(part);
    else part.without.add(patch);
    this.singles.set(patch, newPart(patch, true, 'split'));
  }

  private merge(patch: string, other: string): IdleReason | null {
    const { group: from } = this.partOf(patch);
    const { group: into } = this.partOf(other);
    if (from === into) return 'already';
    for (const part of from.parts) {
      part.group = into;
      into.parts.add(part);
    }
    for (const part of [...into.parts]) if (part.isSingle) this.bringHome(part);
    return null;
  }

  /** A patch joined again to the group that it was taken out of is as if it had never left. */
  private bringHome(single: Part): void {
    const home = this.baseOfPatch(single.patch);
    if (home.group !== single.group) return;
    home.without.delete(single.patch);
    single.group.parts.delete(single);
    this.singles.delete(single.patch);
    const { group } = home;
    if (group.exemplar === single.patch) this.choose(group, single.patch);
  }

  overlay(idle: readonly (IdleReason | null)[]): Overlay {
    const groups = new Map<Group, DecidedGroup>();
    for (const part of [...this.bases.values(), ...this.singles.values()]) {
      if (!groups.has(part.group)) groups.set(part.group, this.told(part.group));
    }
    const find = (part: Part | undefined) => (part && groups.get(part.group)) ?? null;
    return {
      groups: [...groups.values()].filter((group) => !isUntouched(group)),
      groupOfBase: (exemplar) => find(this.bases.get(exemplar)),
      groupOfSingle: (patch) => find(this.singles.get(patch)),
      idle,
    };
  }

  private told({ exemplar, by, parts }: Group): DecidedGroup {
    const own = this.partOf(exemplar);
    const others = [...parts].filter((part) => part !== own);
    return { exemplar, by, parts: [own, ...others] };
  }
}

function newPart(patch: string, isSingle: boolean, by: 'split' | null): Part {
  const parts = new Set<Part>();
  const part: Part = { patch, isSingle, without: new Set(), group: { exemplar: patch, by, parts } };
  parts.add(part);
  return part;
}

/** A group that a decision looked at, or changed and changed back. */
function isUntouched({ exemplar, parts }: DecidedGroup): boolean {
  const [only, ...others] = parts;
  if (!only || others.length > 0 || only.isSingle) return false;
  return only.patch === exemplar && only.without.size === 0;
}
