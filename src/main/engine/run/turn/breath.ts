const waiting: (() => void)[] = [];

/**
 * Lets whatever else waits be done first: a long loop calls it every few milliseconds. Of several that wait,
 * one goes on in each turn of the event loop: together they hold nobody up for longer than one alone.
 */
export const breath = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(goOn);
  });

function goOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(goOn);
}

/** Work that yields wherever something else may be done first: at least every two milliseconds or so. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Nobody who waits should wait for 20 ms: a stretch of a quarter leaves room for a slow step and for others. */
const longestMs = 5;

/** Does the work in short stretches, with a breath between them; the first step at once. */
export async function inBreaths<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    await breath();
    const start = performance.now();
    do step = steps.next();
    while (!step.done && performance.now() - start < longestMs);
  }
  return step.value;
}

/** Does the work in one go, for those that cannot wait. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
