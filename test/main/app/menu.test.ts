import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../../src/main/app/menu.ts';

const sent: string[] = [];
const themes: string[] = [];
const template = (isMac: boolean) =>
  menuTemplate({
    isMac,
    recent: [
      { name: 'A & B', folder: '/p/ab', openedAt: 1, exists: true },
      { name: 'gone', folder: '/p/gone', openedAt: 0, exists: false },
    ],
    send: (command) => sent.push(command),
    chooseTheme: (theme) => themes.push(theme),
  });

/** Every item of the menu, submenus opened. */
function itemsOf(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : []),
  ]);
}

test('each key of the menu, as it is written in it', () => {
  const keys = itemsOf(template(false))
    .filter((item) => item.accelerator !== undefined)
    .map((item) => [item.id, item.accelerator, item.registerAccelerator ?? true]);
  expect(keys).toEqual([
    ['project.new', 'CmdOrCtrl+N', true],
    ['project.open', 'CmdOrCtrl+O', true],
    ['project.close', 'CmdOrCtrl+Shift+W', true],
    ['undo', 'CmdOrCtrl+Z', false],
    ['redo', 'CmdOrCtrl+Shift+Z', false],
    ['palette', 'CmdOrCtrl+K', true],
  ]);
});

test('each item with a name sends that name', () => {
  const items = itemsOf(template(false)).filter((item) => item.id && item.click);
  sent.length = 0;
  // The click handlers look at none of their arguments.
  for (const item of items) Reflect.apply(item.click ?? (() => undefined), undefined, []);
  expect(sent).toEqual(items.map((item) => item.id));
  expect(themes).toEqual(['system', 'dark', 'light']);
});

test('the system’s own roles are there for editing, zoom and full screen', () => {
  const roles = itemsOf(template(false)).flatMap((item) => item.role ?? []);
  const expected = ['cut', 'copy', 'paste', 'selectAll', 'resetZoom', 'zoomIn', 'zoomOut'];
  expect(roles).toEqual(expect.arrayContaining([...expected, 'togglefullscreen', 'windowMenu']));
  expect(roles).toContain('quit');
  expect(itemsOf(template(true))[0]?.role).toBe('appMenu');
});

test('recent projects are named with their folder, and those that are gone cannot be chosen', () => {
  const recent = itemsOf(template(false)).find((item) => item.id === 'recent');
  expect(recent?.submenu).toMatchObject([
    { label: 'A && B (/p/ab)', enabled: true },
    { label: 'gone (/p/gone)', enabled: false },
  ]);
});
