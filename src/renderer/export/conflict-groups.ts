import type { LicenceConflict } from '../../shared/licence-conflicts.ts';

/** Sources with one and the same trouble. */
export interface ConflictGroup {
  readonly why: string;
  readonly names: readonly string[];
}

/** Conflicts by what they are about, those of most sources first; what concerns them all is not among them. */
export function conflictGroups(conflicts: readonly LicenceConflict[]): readonly ConflictGroup[] {
  const groups = Map.groupBy(
    conflicts.filter(({ source }) => source !== null),
    ({ why }) => why,
  );
  return [...groups]
    .map(([why, group]) => ({ why, names: group.map(({ source }) => source ?? '') }))
    .sort((a, b) => b.names.length - a.names.length);
}
