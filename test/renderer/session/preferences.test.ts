import { afterEach, expect, test, vi } from 'vitest';
import { plainDisplay } from '../../../src/shared/display.ts';

/** The preferences of a window that finds this kept. */
async function opened(kept: string | null) {
  vi.resetModules();
  vi.stubGlobal('localStorage', { getItem: () => kept, setItem: () => undefined });
  return import('../../../src/renderer/session/preferences.ts');
}
afterEach(() => vi.unstubAllGlobals());

test('a display that there no longer is, or never was, is at its default; the rest is kept', async () => {
  const kept = {
    contrast: '2-98',
    gamma: 99,
    over: 'volume',
    clahe: 'yes',
    tileSize: 160,
    evil: 1,
  };
  const { preferences, displayOf } = await opened(JSON.stringify(kept));
  expect(displayOf(preferences.get())).toEqual({ ...plainDisplay, over: 'volume' });
  expect(preferences.get()).toMatchObject({ tileSize: 160 });
  expect(preferences.get()).not.toHaveProperty('evil');
});

test.each(['', '{', 'null', '[]', '7'])(
  'what cannot be read is as if nothing was kept: %s',
  async (kept) => {
    const { preferences, displayOf } = await opened(kept);
    expect(displayOf(preferences.get())).toEqual(plainDisplay);
  },
);

test('what differs from the plain view is said in words, and only what is in force', async () => {
  const { preferences, prefer, plainView, viewChanges } = await opened(null);
  const changes = () => viewChanges(preferences.get());
  expect(changes()).toEqual([]);
  prefer({ contrast: '5-95', over: 'volume', gamma: 2, invert: true, scaleBar: true });
  expect(changes()).toEqual([
    'stretch 5 to 95%',
    'over the volume',
    'gamma 2',
    'inverted',
    'scale bar',
  ]);
  prefer({ clahe: true, scaleBar: false });
  expect(changes()).toEqual(['local contrast', 'gamma 2', 'inverted']);
  prefer({ clahe: false, contrast: 'as-stored' });
  expect(changes()).toEqual(['as stored', 'gamma 2', 'inverted']);
  prefer(plainView);
  expect(changes()).toEqual([]);
});
