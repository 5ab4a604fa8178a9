import { expect, test } from 'vitest';
import { drawnPage, isPageCurrent } from '../../scripts/draw-graph.ts';

test('the graph in docs/architecture.md shows the imports as they are: else npm run graph', () => {
  expect(drawnPage()).toContain('engine_run --> engine_catalog');
  expect(isPageCurrent()).toBe(true);
});
