import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { GridPatch } from '../../src/shared/grid.ts';
import type { Job } from '../../src/shared/job.ts';

/** How long to wait for what should be there at once: other tests share the machine. */
export const slow = { timeout: 20_000 };
/** How long a job of a small project may take on a machine that is busy. */
const jobTimeoutMs = 120_000;

/** What tests do in a browser window: ask its engine as it does itself, and wait for what they mean. */
export interface Hands {
  /** Asks the engine; a failure throws. Answers an outcome's value, else all that was answered. */
  ask<T>(operation: 'query' | 'mutation', path: string, input?: unknown): Promise<T>;
  /** Starts a job and waits until it is done, in the engine and for this window. */
  job(path: string, input: object): Promise<void>;
  jobs(): Promise<readonly Job[]>;
  /** the first thousand patches of a query */
  patchesOf(query: object): Promise<readonly GridPatch[]>;
  /** a screen's button in the funnel */
  stage(name: string): Locator;
  /** Waits until the screen shown is all there and takes keys. */
  ready(): Promise<void>;
  /** Waits until a grid is there that takes keys, with its first patch. */
  gridReady(): Promise<void>;
  /** Waits until what is shown has not changed for a while. */
  still(): Promise<void>;
  /** Waits until what was done by pointer has been drawn. */
  drawn(): Promise<void>;
}

/** Marks the questions of a test among those of the window, for tests that hold one of them back. */
export const askedByTest = 'x-asked-by-test';

export function handsOf(page: Page): Hands {
  const answerOf = (operation: string, path: string, input: unknown): Promise<unknown> =>
    page.evaluate(
      async ([body, mark]) => {
        const headers = { 'content-type': 'application/json', [mark]: 'yes' };
        return (await fetch('/api/call', { method: 'POST', headers, body })).json();
      },
      [JSON.stringify({ operation, path, input }), askedByTest] as const,
    );
  const jobs = async () => (await ask<readonly Job[]>('query', 'jobs.list')) ?? [];

  async function ask<T>(operation: 'query' | 'mutation', path: string, input?: unknown) {
    const answer = await answerOf(operation, path, input);
    // `as`: the shell wraps every answer so, and the caller names the type that the schema promises.
    const { data } = answer as { data?: { ok?: boolean; value: T } };
    if (data === undefined || data?.ok === false)
      throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return data?.ok === undefined ? (data as T) : data.value;
  }

  async function ready(): Promise<void> {
    await page.locator('main').first().waitFor();
    const busy = page.locator('main [aria-busy="true"], main[aria-busy="true"]');
    await until('no part being opened', async () => (await busy.count()) === 0);
  }

  return {
    ask,
    jobs,
    async job(path, input) {
      const { job } = await ask<{ job: number }>('mutation', path, input);
      const ended = async () => {
        const found = (await jobs()).find(({ id }) => id === job);
        if (found?.state !== 'failed') return found?.state === 'done';
        throw new Error(`${path}: ${JSON.stringify(found.failure)}`);
      };
      await until(path, ended, jobTimeoutMs);
      const underWay = page.getByRole('button', { name: /^Cancel: / });
      await until('no job', async () => (await underWay.count()) === 0);
    },
    async patchesOf(query) {
      const { view } = await ask<{ view: number }>('query', 'grid.open', query);
      const asked = { view, from: 0, count: 1000 };
      return (await ask<{ patches: GridPatch[] }>('query', 'grid.page', asked)).patches;
    },
    stage: (name) => page.getByRole('navigation', { name: 'Flow' }).getByRole('button', { name }),
    ready,
    async gridReady() {
      // Only a patch that is here has a name.
      await page.getByRole('option', { name: /, / }).first().waitFor();
      await ready();
    },
    async still() {
      const shown = () => page.evaluate<string>('document.body.innerHTML');
      let before = '';
      const rests = async () => {
        const [old, now] = [before, await shown()];
        before = now;
        return old === now;
      };
      await until('a page at rest', rests, slow.timeout, 200);
    },
    async drawn() {
      await page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
      );
    },
  };
}

/** Asks again and again, in tests and in what comes before them; vitest's own `poll` is for tests alone. */
async function until(
  what: string,
  holds: () => Promise<boolean>,
  longestMs = slow.timeout,
  intervalMs = 50,
): Promise<void> {
  const end = Date.now() + longestMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${longestMs / 1000} s for ${what}`);
    await setTimeout(intervalMs);
  }
}
