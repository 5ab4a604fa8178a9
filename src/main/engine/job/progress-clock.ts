/** Rate and time left of something that counts up, from the last seconds alone. */
export interface ProgressClock {
  restart(): void;
  /** @param now milliseconds */
  measure(
    done: number,
    total: number,
    now: number,
  ): { rate: number | null; etaSeconds: number | null };
}

const windowMs = 15_000;
const shortestMs = 1000;

export function progressClock(): ProgressClock {
  let samples: { done: number; at: number }[] = [];
  return {
    restart() {
      samples = [];
    },
    measure(done, total, now) {
      samples.push({ done, at: now });
      while (samples.length > 2 && now - (samples[1]?.at ?? now) > windowMs) samples.shift();
      const first = samples[0];
      if (!first || now - first.at < shortestMs) return { rate: null, etaSeconds: null };
      const rate = ((done - first.done) * 1000) / (now - first.at);
      return { rate, etaSeconds: rate > 0 && total > 0 ? Math.max(0, total - done) / rate : null };
    },
  };
}
