/** One place where two plain values differ; null where one of them has nothing. */
export interface PlainDifference {
  /** keys from the outside in; members of a list go by their name */
  readonly where: readonly string[];
  readonly a: string | null;
  readonly b: string | null;
}

/**
 * Where two plain values (as JSON gives them) differ, in the order of the first one's keys, then the
 * second's. Lists whose members have a `name` are matched by it, so that one more source is one difference.
 *
 * @param most so many are told; the walk ends there
 */
export function plainDifferences(a: unknown, b: unknown, most: number): readonly PlainDifference[] {
  const found: PlainDifference[] = [];
  const walk = (one: unknown, two: unknown, where: readonly string[]): void => {
    if (found.length >= most) return;
    const [left, right] = [membersOf(one), membersOf(two)];
    if (left && right) {
      for (const key of new Set([...left.keys(), ...right.keys()])) {
        walk(left.get(key), right.get(key), [...where, key]);
      }
      return;
    }
    const [textA, textB] = [textOf(one), textOf(two)];
    if (textA !== textB) found.push({ where, a: textA, b: textB });
  };
  walk(a, b, []);
  return found;
}

/** Members of a record, or of a list of named things; null for anything that is compared as a whole. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map((member: unknown) =>
    typeof member === 'object' && member !== null && 'name' in member ? String(member.name) : null,
  );
  if (value.length === 0 || names.includes(null) || new Set(names).size < names.length) return null;
  return new Map(names.map((name, i) => [name ?? '', value[i]]));
}

const textOf = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
