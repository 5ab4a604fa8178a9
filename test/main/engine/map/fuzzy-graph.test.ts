import { expect, test } from 'vitest';
import { fuzzyGraph } from '../../../../src/main/engine/map/fuzzy-graph.ts';
import { nearestNeighbours } from '../../../../src/main/engine/map/nearest-neighbours.ts';

test('edges go both ways with one weight, and the nearest neighbour is joined for sure', async () => {
  const rows = Float64Array.of(0, 1, 3, 7, 8, 20);
  const graph = fuzzyGraph(await nearestNeighbours(rows, 1, 3, async () => undefined));
  const weights = new Map<string, number>();
  graph.weight.forEach((weight, i) => {
    weights.set(`${graph.from[i]} ${graph.to[i]}`, weight);
  });
  expect(weights.size).toBe(graph.weight.length);
  for (const [edge, weight] of weights) {
    const [from, to] = edge.split(' ');
    expect(weights.get(`${to} ${from}`)).toBe(weight);
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(1);
  }
  expect(weights.get('0 1')).toBe(1);
  expect(weights.get('5 4')).toBe(1);
});
