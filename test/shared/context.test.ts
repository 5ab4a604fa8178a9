import { expect, test } from 'vitest';
import { contextWindow, crossingSections } from '../../src/shared/context.ts';

const shape = { z: 100, y: 500, x: 600 };
const box = { y0: 200, y1: 424, x0: 0, x1: 224 };

test('the zooms show a quarter, one and a half, and all of the surroundings', () => {
  expect(contextWindow(box, 500, 600, 'close')).toEqual({ y0: 144, y1: 480, x0: 0, x1: 280 });
  expect(contextWindow(box, 500, 600, 'middle')).toEqual({ y0: 0, y1: 500, x0: 0, x1: 560 });
  expect(contextWindow(box, 500, 600, 'whole')).toEqual({ y0: 0, y1: 500, x0: 0, x1: 600 });
});

test('the planes across an xy patch pass through its middle and hold it as a line', () => {
  const [xz, yz] = crossingSections({ plane: 'xy', index: 40, box }, shape);
  expect(xz).toEqual({
    plane: 'xz',
    index: 311,
    box: { y0: 40, y1: 41, x0: 0, x1: 224 },
    window: { y0: 0, y1: 100, x0: 0, x1: 336 },
  });
  expect(yz).toEqual({
    plane: 'yz',
    index: 111,
    box: { y0: 40, y1: 41, x0: 200, x1: 424 },
    window: { y0: 0, y1: 100, x0: 88, x1: 500 },
  });
});

test('an xz patch is a line in xy along x and in yz along z', () => {
  const patch = { plane: 'xz', index: 77, box: { y0: 10, y1: 60, x0: 100, x1: 150 } } as const;
  const [xy, yz] = crossingSections(patch, shape);
  expect(xy).toMatchObject({ plane: 'xy', index: 34, box: { y0: 77, y1: 78, x0: 100, x1: 150 } });
  expect(yz).toMatchObject({ plane: 'yz', index: 124, box: { y0: 10, y1: 60, x0: 77, x1: 78 } });
});
