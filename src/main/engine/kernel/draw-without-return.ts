// Logarithms of factorials, for hashes of up to 1,024 bits.
const logFactorial = new Float64Array(1025);
for (let n = 1; n <= 1024; n++) logFactorial[n] = logFactorial[n - 1]! + Math.log(n);

/**
 * In what share of pairs of hashes at most `radius` of some bits differ, those bits being drawn at random.
 *
 * @param distances of some pairs: how many differ in 0, 1, 2 ... of all bits.
 * @param bits drawn, of `hashBits`.
 */
export function shareWithin(
  distances: Uint32Array,
  hashBits: number,
  bits: number,
  radius: number,
): number {
  let pairs = 0;
  let within = 0;
  for (const [distance, count] of distances.entries()) {
    if (count === 0) continue;
    pairs += count;
    const differing = Math.min(distance, hashBits);
    for (let drawn = 0; drawn <= radius; drawn++) {
      within += count * chanceOf(drawn, differing, hashBits, bits);
    }
  }
  return pairs === 0 ? 1 : within / pairs;
}

/** The chance that `drawn` of `bits` drawn from `all` are among the `differing` ones. */
function chanceOf(drawn: number, differing: number, all: number, bits: number): number {
  if (drawn > differing || bits - drawn > all - differing) return 0;
  return Math.exp(
    logWays(differing, drawn) + logWays(all - differing, bits - drawn) - logWays(all, bits),
  );
}

const logWays = (of: number, choose: number): number =>
  logFactorial[of]! - logFactorial[choose]! - logFactorial[of - choose]!;
