/** How strongly two sources, by their places in a list, are tied; more is stronger. */
export interface Tie {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/**
 * An order in which related sources lie together, for rows and columns of a matrix: the strongest tie joins its
 * two first, then the next its groups, each turned so that the tied two come as near as they can (single
 * linkage). Groups come before sources without a tie, which keep their order.
 *
 * @returns a permutation of 0..count-1
 */
export function orderSources(count: number, ties: readonly Tie[]): number[] {
  const groups = Array.from({ length: count }, (_, place) => [place]);
  const groupOf = groups.map((_, place) => place);
  const strongest = [...ties].sort(
    (one, other) => other.weight - one.weight || one.a - other.a || one.b - other.b,
  );
  for (const { a, b } of strongest) {
    const [left, right] = [groupOf[a] ?? 0, groupOf[b] ?? 0];
    if (left === right) continue;
    const [one, other] = [groups[left] ?? [], groups[right] ?? []];
    // Towards each other: a at the end of its group, b at the beginning of its own.
    if (one.indexOf(a) < one.length / 2 - 0.5) one.reverse();
    if (other.indexOf(b) > other.length / 2 - 0.5) other.reverse();
    for (const place of other) groupOf[place] = left;
    groups[left] = [...one, ...other];
    groups[right] = [];
  }
  const isTied = (group: readonly number[]) => group.length > 1;
  const tied = groups.filter(isTied).sort((one, other) => other.length - one.length);
  return [...tied.flat(), ...groups.filter((group) => group.length === 1).flat()];
}
