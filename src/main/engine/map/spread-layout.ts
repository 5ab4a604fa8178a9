import { xorshift32 } from '../kernel/xorshift32.ts';
import type { FuzzyGraph } from './fuzzy-graph.ts';

/**
 * Similarity on the map is 1 / (1 + a d^2b). These fit a plateau up to a distance of 0.1 and an
 * exponential fall of scale 1 beyond (the paper's default min_dist 0.1, spread 1).
 */
const [a, b] = [1.5769, 0.8951];
/** Points pushed away for each edge drawn together (the paper's default). */
const pushes = 5;
/** Longest step along an axis in one move. */
const longest = 4;

/**
 * Moves the points so that those joined by an edge lie together and others apart: stochastic gradient
 * descent on the cross entropy of both fuzzy sets, with negative sampling.
 *
 * @param places x and y of each point in turn; moved in place
 * @param epochs an edge of the greatest weight is drawn once in each
 * @param tell called with the share of the epochs done
 * @see McInnes, Healy, Melville, "UMAP" (arXiv 1802.03426), algorithm 5.
 */
export async function spreadLayout(
  places: Float64Array,
  graph: FuzzyGraph,
  epochs: number,
  seed: number,
  tell: (share: number) => Promise<void>,
): Promise<void> {
  const count = places.length / 2;
  const random = xorshift32(seed);
  const due = dueOf(graph, epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    // Long epochs are cut, so that an abort is heard within them.
    for (let from = 0; from < due.step.length; from += 100_000) {
      const drawn = drawDue(due, from, from + 100_000);
      for (const edge of drawn) {
        const [row, other] = [graph.from[edge] ?? 0, graph.to[edge] ?? 0];
        pull(places, row, other, rate);
        for (let push = 0; push < pushes; push++) {
          pushAway(places, row, random.below(count), rate);
        }
      }
      await tell((epoch + from / due.step.length) / epochs);
    }
  }
}

interface Due {
  /** share of an epoch's draw that each edge has coming */
  readonly step: Float64Array;
  readonly saved: Float64Array;
}

/** Edges too weak to be drawn once in all epochs are never drawn. */
function dueOf({ weight }: FuzzyGraph, epochs: number): Due {
  let greatest = 0;
  for (const each of weight) greatest = Math.max(greatest, each);
  const step = weight.map((each) => (each * epochs < greatest ? 0 : each / greatest));
  return { step, saved: new Float64Array(weight.length) };
}

/** The edges among these whose turn it is: each comes as often as its weight says, evenly spaced. */
function drawDue({ step, saved }: Due, from: number, to: number): number[] {
  const drawn: number[] = [];
  const end = Math.min(to, step.length);
  for (let edge = from; edge < end; edge++) {
    const now = (saved[edge] ?? 0) + (step[edge] ?? 0);
    // A hair below one: ten tenths sum to less.
    const isDue = now >= 1 - 1e-9;
    saved[edge] = isDue ? now - 1 : now;
    if (isDue) drawn.push(edge);
  }
  return drawn;
}

function pull(places: Float64Array, row: number, other: number, rate: number): void {
  const dx = (places[2 * row] ?? 0) - (places[2 * other] ?? 0);
  const dy = (places[2 * row + 1] ?? 0) - (places[2 * other + 1] ?? 0);
  const square = dx * dx + dy * dy;
  if (square === 0) return;
  const power = square ** b;
  const strength = (-2 * a * b * power) / (square * (1 + a * power));
  const [x, y] = [rate * clipped(strength * dx), rate * clipped(strength * dy)];
  places[2 * row] = (places[2 * row] ?? 0) + x;
  places[2 * row + 1] = (places[2 * row + 1] ?? 0) + y;
  places[2 * other] = (places[2 * other] ?? 0) - x;
  places[2 * other + 1] = (places[2 * other + 1] ?? 0) - y;
}

function pushAway(places: Float64Array, row: number, other: number, rate: number): void {
  const dx = (places[2 * row] ?? 0) - (places[2 * other] ?? 0);
  const dy = (places[2 * row + 1] ?? 0) - (places[2 * other + 1] ?? 0);
  const square = dx * dx + dy * dy;
  if (square === 0) return;
  // The small number keeps the push finite where two points meet.
  const strength = (2 * b) / ((0.001 + square) * (1 + a * square ** b));
  places[2 * row] = (places[2 * row] ?? 0) + rate * clipped(strength * dx);
  places[2 * row + 1] = (places[2 * row + 1] ?? 0) + rate * clipped(strength * dy);
}

const clipped = (step: number): number => Math.max(-longest, Math.min(longest, step));
