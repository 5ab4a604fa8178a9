import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawnPage } from '../../scripts/draw-graph.ts';

test('the graph in docs/architecture.md shows the imports as they are: else npm run graph', () => {
  const page = readFileSync(
    join(import.meta.dirname, '..', '..', 'docs', 'architecture.md'),
    'utf8',
  );
  expect(page).toContain('engine_run --> engine_catalog');
  expect(page).toBe(drawnPage());
});
