/** The finaliser of MurmurHash3, after a step that keeps zero from staying zero. */
export function mixed(word: number): number {
  let key = (word + 0x9e3779b9) | 0;
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) >>> 0;
}

/** A number for two patches side by side, whichever of them comes first, in the random order of a seed. */
export function pairKey(a: number, b: number, seed: number): number {
  const first = mixed(Math.min(a, b));
  return mixed(mixed(first ^ Math.max(a, b)) ^ mixed(seed));
}
