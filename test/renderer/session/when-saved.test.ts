import { expect, test } from 'vitest';
import { createStore } from '../../../src/renderer/session/store.ts';
import { whenSaved } from '../../../src/renderer/session/when-saved.ts';

test('with nothing on its way it is over at once', async () => {
  expect(await whenSaved(createStore({ waiting: 0 }), 1000)).toBe(true);
});

test('it waits for the last label', async () => {
  const store = createStore({ waiting: 2 });
  const saved = whenSaved(store, 1000);
  store.set({ waiting: 1 });
  store.set({ waiting: 0 });
  expect(await saved).toBe(true);
});

test('labels that get no answer are waited for so long and no longer', async () => {
  expect(await whenSaved(createStore({ waiting: 1 }), 20)).toBe(false);
});
