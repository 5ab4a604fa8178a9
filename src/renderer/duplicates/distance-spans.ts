/** Places [from, to) of the members that are so far from the exemplar, nearest first. */
export function spanOfDistance(distances: readonly number[], distance: number) {
  const from = distances.slice(0, distance).reduce((sum, count) => sum + count, 0);
  return { from, to: from + (distances[distance] ?? 0) };
}

/**
 * First place of the next distance that has members.
 *
 * @param from distance to go on from
 * @returns null where there is none
 */
export function nextDistance(
  distances: readonly number[],
  from: number,
  direction: 1 | -1,
): number | null {
  for (let at = from + direction; at >= 0 && at < distances.length; at += direction) {
    if ((distances[at] ?? 0) > 0) return spanOfDistance(distances, at).from;
  }
  return null;
}
