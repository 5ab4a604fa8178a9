/** Lets whatever else waits be done first: a long loop calls it every few milliseconds. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that yields wherever something else may be done first: at least every two milliseconds or so. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Nobody who waits should wait for 20 ms: a stretch of half that leaves room for a slow step. */
const longestMs = 10;

/** Does the work in short stretches, with a breath between them. */
export async function inBreaths<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const start = performance.now();
    let step = steps.next();
    while (!step.done && performance.now() - start < longestMs) step = steps.next();
    if (step.done) return step.value;
    await breath();
  }
}

/** Does the work in one go, for those that cannot wait. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
