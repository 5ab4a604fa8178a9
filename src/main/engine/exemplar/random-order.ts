import { xorshift32 } from '../kernel/xorshift32.ts';

/**
 * The seeded order in which de-duplication visits the patches of one scope.
 *
 * @returns a permutation of 0..count-1 (Fisher-Yates from the end, as golden's README defines it).
 */
export function randomOrder(count: number, seed: number): Uint32Array {
  const { below } = xorshift32(seed);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i >= 1; i--) {
    const j = below(i + 1);
    // `as`: i and j are below count.
    const [here, there] = [order[i] as number, order[j] as number];
    order[i] = there;
    order[j] = here;
  }
  return order;
}

/** `randomOrder` for patches of which the first `fixed` are exemplars already: those lead, as they are. */
export function randomOrderAfter(fixed: number, count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  order.set(
    randomOrder(count - fixed, seed).map((at) => at + fixed),
    fixed,
  );
  return order;
}
