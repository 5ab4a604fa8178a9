import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { expect, test } from 'vitest';
import { guardContents, guardPermissions } from '../../../src/main/app/guard.ts';
import { isOwnAddress } from '../../../src/main/app/origin.ts';

/** A new window's contents as the guard sees them. */
function guardedContents() {
  const app = new EventEmitter();
  // `as`: the guard only listens.
  guardContents(app as unknown as App);
  let openHandler: (() => { action: string }) | undefined;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: () => { action: string }) => {
      openHandler = handler;
    },
  });
  app.emit('web-contents-created', {}, contents);
  const isPrevented = (name: string, url: string) => {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    contents.emit(name, { url, preventDefault });
    return prevented;
  };
  return { isPrevented, open: () => openHandler?.() };
}

test('only addresses of our scheme and host are our own', () => {
  expect(['app://curator/', 'app://curator/x?y'].map(isOwnAddress)).toEqual([true, true]);
  const foreign = [
    'app://curator.evil/',
    'app://evil/',
    'http://curator/',
    'file:///app://curator/',
  ];
  foreign.push('app:curator', 'data:text/html,app://curator/', '', 'app://curator:80/');
  expect(foreign.filter(isOwnAddress)).toEqual([]);
});

test('a window stays on our page: no navigation, redirect, new window or embedded page', () => {
  const { isPrevented, open } = guardedContents();
  for (const event of ['will-navigate', 'will-redirect']) {
    expect(isPrevented(event, 'https://example.org/')).toBe(true);
    expect(isPrevented(event, 'file:///etc/passwd')).toBe(true);
    expect(isPrevented(event, 'app://curator/')).toBe(false);
  }
  expect(isPrevented('will-attach-webview', '')).toBe(true);
  expect(open()).toEqual({ action: 'deny' });
});

test('every permission but copying and full screen is refused', () => {
  type Ask = (contents: null, permission: string, answer: (granted: boolean) => void) => void;
  type Check = (contents: null, permission: string) => boolean;
  let ask: Ask | undefined;
  let check: Check | undefined;
  guardPermissions({
    setPermissionRequestHandler: (handler: Ask) => {
      ask = handler;
    },
    setPermissionCheckHandler: (handler: Check) => {
      check = handler;
    },
  } as unknown as Session); // `as`: the guard sets these two and reads nothing
  const names = ['media', 'geolocation', 'notifications', 'midi', 'hid', 'clipboard-read'];
  const granted: string[] = [];
  for (const name of [...names, 'clipboard-sanitized-write', 'fullscreen'])
    ask?.(null, name, (isGranted) => isGranted && check?.(null, name) && granted.push(name));
  expect(granted).toEqual(['clipboard-sanitized-write', 'fullscreen']);
});
