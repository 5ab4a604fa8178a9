/** Lets whatever else waits be done first: a long loop calls it every few milliseconds. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
