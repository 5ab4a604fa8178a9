/** A stretch in which this thread served nobody else. */
export interface Turn {
  /** of its CPU */
  readonly ms: number;
  readonly when: string;
  /** seconds since watching began */
  readonly at: number;
}

const shortestTold = 5;

/**
 * Measures the CPU time of this thread between two looks, a millisecond or a turn apart: on a busy machine the wall
 * time of a turn says little.
 *
 * @param when names what is under way
 */
export function watchTurns(when: () => string) {
  const found: Turn[] = [];
  const start = performance.now();
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    const ms = (user + system) / 1000;
    if (ms > shortestTold) found.push({ ms, when: when(), at: (performance.now() - start) / 1000 });
  }, 1);
  return {
    /** Ends it. */
    longest(): readonly Turn[] {
      clearInterval(timer);
      return found.sort((a, b) => b.ms - a.ms).slice(0, 10);
    },
  };
}
