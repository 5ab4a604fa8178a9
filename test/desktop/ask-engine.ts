import type { Page } from 'playwright-core';

/** Asks the engine from inside the app's page, as the window does; rejects with the engine's message. */
export function askEngine(
  page: Page,
  operation: 'query' | 'mutation',
  path: string,
  input?: unknown,
): Promise<unknown> {
  const id = 1_000_000 + Math.floor(Math.random() * 1_000_000);
  return page.evaluate(`new Promise((resolve, reject) => {
    const end = emcurator.onReply((reply) => {
      if (reply.id !== ${id} || reply.type === 'done') return;
      end();
      if (reply.type === 'data') resolve(reply.data);
      else reject(new Error(reply.message));
    });
    emcurator.call(${id}, '${operation}', '${path}', ${JSON.stringify(input) ?? 'undefined'});
  })`);
}
