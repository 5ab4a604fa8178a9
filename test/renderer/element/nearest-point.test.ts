import { expect, test } from 'vitest';
import { nearestPoint } from '../../../src/renderer/element/nearest-point.ts';
import type { Figure } from '../../../src/shared/figure.ts';
import { frameOf, placePoint } from '../../../src/shared/figure-layout.ts';

const axis = { label: 'a', from: 0, to: 10, ticks: [], format: 'plain' as const };
const figure: Figure = {
  title: 'a',
  x: axis,
  y: axis,
  marks: [
    {
      kind: 'rows',
      name: 'raw',
      ink: 0,
      rows: [
        { x: 1, y: 2, thick: 1 },
        { x: 9, y: 4, thick: 1 },
      ],
    },
    { kind: 'points', name: 'all', ink: 1, points: [{ x: 5, y: 7, name: 'brain' }] },
    { kind: 'note', name: '', ink: 'text', at: { x: 5, y: 9 }, anchor: 'start', text: 'words' },
  ],
  key: null,
  parameters: {},
};
const frame = frameOf(figure, 400, 300);
const at = (x: number, y: number) =>
  nearestPoint(figure, frame, placePoint(figure, frame, { x, y }));

test('a lying bar is met to the right of its end too, since short ones are hard to hit', () => {
  expect(at(8, 2.2)).toEqual({ name: 'raw', point: { x: 1, y: 2 } });
  expect(at(0.5, 4)).toEqual({ name: 'raw', point: { x: 9, y: 4 } });
});

test('a point goes by its own name', () => {
  expect(at(5.2, 7.2)).toMatchObject({ name: 'brain', point: { x: 5, y: 7 } });
});

test('words and empty places are nothing', () => {
  expect(at(5, 9.4)).toBeNull();
  expect(at(1, 9)).toBeNull();
});
