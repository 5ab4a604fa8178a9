import type { BrowserContext } from 'playwright-core';

/** What the parts of the stand-in know of each other. */
export const state = {
  /** the Chromium behind all windows, once it runs */
  browser: undefined as BrowserContext | undefined,
  isReady: false,
  isQuitting: false,
  /** calls of shell and dialog, for tests to read */
  calls: [] as { api: string; args: unknown[] }[],
};

/** A function that notes its call and answers with a value. */
export function noted<T>(api: string, value: T): (...args: unknown[]) => Promise<T> {
  return async (...args) => {
    state.calls.push({ api, args: args.filter((each) => typeof each !== 'function') });
    return value;
  };
}
