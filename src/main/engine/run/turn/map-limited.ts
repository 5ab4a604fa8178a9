/**
 * Runs `work` on every item, at most `limit` at a time, in order of starting. Stops starting new ones
 * when `mayGoOn` says no; answers whether all were done. It is asked once more at the end: work that
 * was stopped half-way looks like work that was done.
 */
export async function mapLimited<T>(
  items: readonly T[],
  limit: number,
  mayGoOn: () => Promise<boolean>,
  work: (item: T) => Promise<void>,
): Promise<boolean> {
  let next = 0;
  let stopped = false;
  const stop = (error: unknown) => {
    stopped = true;
    throw error;
  };
  const lane = async () => {
    while (next < items.length && !stopped) {
      if (!(await mayGoOn())) stopped = true;
      else {
        const item = items[next++];
        if (item !== undefined) await work(item).catch(stop);
      }
    }
  };
  // What is under way when one throws still ends before this does: nothing works on behind a job's end.
  const lanes = await Promise.allSettled(Array.from({ length: limit }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return !stopped && (await mayGoOn());
}
