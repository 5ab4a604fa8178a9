/** Order of Unicode code points. JavaScript's own order differs from it beyond U+FFFF. */
export function compareCodePoints(one: string, other: string): number {
  const [ones, others] = [[...one], [...other]];
  for (let i = 0; i < Math.min(ones.length, others.length); i++) {
    const difference = (ones[i]?.codePointAt(0) ?? 0) - (others[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return ones.length - others.length;
}

/** Order of numbered pictures along z: runs of digits count as numbers, so slice_8 comes before slice_10. */
export function comparePictureNames(one: string, other: string): number {
  const [ones, others] = [pieces(one), pieces(other)];
  for (let i = 0; i < Math.min(ones.length, others.length); i++) {
    const difference = comparePieces(ones[i] ?? '', others[i] ?? '');
    if (difference !== 0) return difference;
  }
  return ones.length - others.length || compareCodePoints(one, other);
}

const pieces = (name: string): string[] => name.match(/\d+|\D+/g) ?? [];

function comparePieces(one: string, other: string): number {
  if (!/^\d/.test(one) || !/^\d/.test(other)) return compareCodePoints(one, other);
  // Compared as text after the zeros: a run of digits may be longer than a number can hold.
  const [digits, others] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')];
  return digits.length - others.length || compareCodePoints(digits, others);
}
