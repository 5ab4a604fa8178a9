import { expect, test } from 'vitest';
import { countBoxes } from '../../../../src/main/engine/patch/count-boxes.ts';
import { cropGrid } from '../../../../src/main/engine/patch/crop-grid.ts';
import { cutMode } from '../../../../src/shared/cut.ts';

test.each(cutMode.options)('as many boxes are counted as the grid of %s has', (mode) => {
  for (const height of [1, 15, 16, 17, 24, 40, 56, 1000]) {
    for (const width of [3, 16, 23, 24, 25, 40, 333]) {
      expect(countBoxes(height, width, 16, mode)).toBe(cropGrid(height, width, 16, mode).length);
    }
  }
});
