import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  boundsWithinReach,
  readWindowState,
  writeWindowState,
} from '../../../src/main/app/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1050 };
const left = { x: -1280, y: 0, width: 1280, height: 800 };
const bounds = { x: 100, y: 50, width: 1200, height: 800 };

test('a window comes back where it was', () => {
  expect(boundsWithinReach(bounds, [screen])).toEqual(bounds);
  expect(boundsWithinReach({ ...bounds, x: -1200 }, [screen, left])).toMatchObject({ x: -1200 });
});

test('a window on a screen that is gone, or with its title bar out of reach, starts afresh', () => {
  expect(boundsWithinReach({ ...bounds, x: -1200 }, [screen])).toBe(undefined);
  expect(boundsWithinReach({ ...bounds, x: 1900 }, [screen])).toBe(undefined);
  expect(boundsWithinReach({ ...bounds, y: -20 }, [screen])).toBe(undefined);
  expect(boundsWithinReach({ ...bounds, y: 1000 }, [screen])).toBe(undefined);
  expect(boundsWithinReach(undefined, [screen])).toBe(undefined);
});

test('a window is no larger than its screen and no smaller than its layout', () => {
  const size = (width: number, height: number) =>
    boundsWithinReach({ x: 0, y: 0, width, height }, [screen]);
  expect(size(4000, 4000)).toEqual({ x: 0, y: 0, width: 1920, height: 1050 });
  expect(size(200, 200)).toEqual({ x: 0, y: 0, width: 900, height: 600 });
});

test('the state survives writing and reading; what cannot be read or written is no failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-state-'));
  const file = join(folder, 'deep', 'window.json');
  expect(readWindowState(file)).toBe(undefined);
  writeWindowState(file, { bounds, isMaximized: true });
  expect(readWindowState(file)).toEqual({ bounds, isMaximized: true });
  for (const text of ['', '{', '[]', '{"bounds":{"x":"0"},"isMaximized":1}']) {
    writeFileSync(file, text);
    expect([text, readWindowState(file)]).toEqual([text, undefined]);
  }
  writeWindowState(join(file, 'not-a-folder.json'), { bounds, isMaximized: false });
  rmSync(folder, { recursive: true });
});
