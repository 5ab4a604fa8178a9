import { expect, test } from 'vitest';
import {
  type Display,
  displayQuery,
  patchPicturePath,
  plainDisplay,
  readDisplay,
  readShrink,
  shrinkFor,
} from '../../src/shared/display.ts';

const read = (query: string) => readDisplay(new URLSearchParams(query));

test('a display goes into an address and comes back', () => {
  const shown: Display = {
    contrast: '5-95',
    over: 'volume',
    gamma: 0.71,
    clahe: true,
    invert: true,
  };
  expect(displayQuery(shown)).toBe('?contrast=5-95&over=volume&gamma=0.71&clahe=1&invert=1');
  expect(read(displayQuery(shown))).toEqual(shown);
});

test('what is plain is left out, so that equal displays have one address', () => {
  expect(patchPicturePath('ab', 3, plainDisplay)).toBe('/patch/ab/3.bmp');
  expect(patchPicturePath('ab', 3, { ...plainDisplay, gamma: 2 })).toBe('/patch/ab/3.bmp?gamma=2');
  expect(read('')).toEqual(plainDisplay);
  expect(read('contrast=0-100&over=patch&gamma=1&clahe=0&invert=0')).toEqual(plainDisplay);
});

test('a picture is asked for no larger than it is drawn, nor smaller', () => {
  expect([300, 224, 113, 112, 57, 56, 32].map((drawn) => shrinkFor(224, drawn))).toEqual([
    1, 1, 1, 2, 2, 4, 4,
  ]);
  expect(patchPicturePath('ab', 3, plainDisplay, 2)).toBe('/patch/ab/3.bmp?shrink=2');
  const shown = { ...plainDisplay, invert: true };
  const address = patchPicturePath('ab', 3, shown, 4);
  expect(address).toBe('/patch/ab/3.bmp?invert=1&shrink=4');
  const query = new URLSearchParams(address.split('?')[1]);
  expect([readDisplay(query), readShrink(query)]).toEqual([shown, 4]);
  const asked = ['', 'shrink=1', 'shrink=3', 'shrink='].map((text) =>
    readShrink(new URLSearchParams(text)),
  );
  expect(asked).toEqual([1, null, null, null]);
});

test('gamma goes from a quarter to four', () => {
  expect([read('gamma=0.25')?.gamma, read('gamma=4')?.gamma]).toEqual([0.25, 4]);
  expect([read('gamma=0.24'), read('gamma=4.01'), read('gamma=1e99')]).toEqual([null, null, null]);
});

test.each(['contrast=evil', 'over=%00', 'clahe=yes', 'invert=', 'invert=1&contrast=1-98'])(
  'a display that there is not is refused whole: %s',
  (query) => {
    expect(read(query)).toBeNull();
  },
);
