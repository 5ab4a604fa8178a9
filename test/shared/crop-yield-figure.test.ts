import { expect, test } from 'vitest';
import type { SectionYield } from '../../src/shared/crop-yield.ts';
import { cropYieldFigure, sectionName } from '../../src/shared/crop-yield-figure.ts';
import { figureCsv } from '../../src/shared/figure.ts';

const section: SectionYield = {
  id: 'a',
  source: 1,
  sourceName: 'brain',
  volume: 2,
  volumeName: 'block',
  plane: 'xz',
  index: 12,
  height: 448,
  width: 896,
  patchSize: 224,
  stride: 56,
  windows: 65,
  isCurrent: true,
  threshold: 0.5,
  informative: 0.125,
  uninformativeCrops: { share: 0.42, low: 0.41, high: 0.43 },
};

test('cross-sections lie beside the reference curve, by name', () => {
  const figure = cropYieldFigure([section]);
  expect(figure.y.to).toBe(0.5);
  const csv = figureCsv(figure);
  expect(csv).toContain('\none square at a random place,0.01,0.260725\n');
  expect(csv).toContain('\nbrain/block xz 12,0.125,0.42\n');
  expect(csv).toContain('# threshold: 0.5\n');
});

test('without a cross-section the curve is shown alone', () => {
  expect(cropYieldFigure([]).y.to).toBeCloseTo(0.3, 12);
});

test('a name is not said twice, and a picture has no plane', () => {
  expect(sectionName(section)).toBe('brain/block xz 12');
  expect(sectionName({ ...section, volumeName: 'brain' })).toBe('brain xz 12');
  expect(sectionName({ ...section, plane: '2d', index: 0 })).toBe('brain/block');
});
