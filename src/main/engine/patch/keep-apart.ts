import type { VolumeBox } from './flipbook.ts';

/** A box that wants to be kept. */
export interface Candidate {
  /** boxes of different volumes never overlap */
  readonly volume: number;
  readonly box: VolumeBox;
  /** the greater is kept; of equals the earlier */
  readonly worth: number;
}

/**
 * Chooses boxes that hardly overlap (spec 8, the paper's time): by falling worth, each box is kept unless it
 * shares more than `most` of the common volume with one kept before (non-maximum suppression in 3-D).
 *
 * @param most intersection over union that is still allowed; the paper's is 0.1
 * @returns places of the kept ones among the candidates, ascending
 */
export function keepApart(candidates: readonly Candidate[], most = 0.1): number[] {
  const order = candidates
    .map((_, i) => i)
    .sort((a, b) => worth(candidates, b) - worth(candidates, a) || a - b);
  const near = new Neighbourhood(candidates);
  const kept: number[] = [];
  for (const i of order) {
    const candidate = candidates[i];
    if (!candidate || near.any(candidate, (box) => overlap(candidate.box, box) > most)) continue;
    near.add(candidate);
    kept.push(i);
  }
  return kept.sort((a, b) => a - b);
}

const worth = (candidates: readonly Candidate[], i: number): number => candidates[i]?.worth ?? 0;

/** Intersection over union of two boxes. */
function overlap(a: VolumeBox, b: VolumeBox): number {
  let shared = 1;
  let [sizeA, sizeB] = [1, 1];
  for (const axis of [0, 1, 2] as const) {
    shared *= Math.max(0, Math.min(a[axis][1], b[axis][1]) - Math.max(a[axis][0], b[axis][0]));
    sizeA *= a[axis][1] - a[axis][0];
    sizeB *= b[axis][1] - b[axis][0];
  }
  return shared / (sizeA + sizeB - shared);
}

/** Kept boxes by the cells of a grid that they touch, so that only near ones are compared. */
class Neighbourhood {
  private readonly cells = new Map<string, VolumeBox[]>();
  private readonly edge: number;

  constructor(candidates: readonly Candidate[]) {
    const edges = candidates.flatMap(({ box }) => box.map(([from, to]) => to - from));
    this.edge = edges.reduce((most, edge) => Math.max(most, edge), 1);
  }

  any(candidate: Candidate, isNear: (box: VolumeBox) => boolean): boolean {
    return this.keysOf(candidate).some((key) => this.cells.get(key)?.some(isNear));
  }

  add(candidate: Candidate): void {
    for (const key of this.keysOf(candidate)) {
      const boxes = this.cells.get(key);
      if (boxes) boxes.push(candidate.box);
      else this.cells.set(key, [candidate.box]);
    }
  }

  /** At most two cells along each axis, since no edge is longer than a cell's. */
  private keysOf({ volume, box }: Candidate): string[] {
    const ranges = box.map(([from, to]) => {
      const [first, last] = [Math.floor(from / this.edge), Math.floor((to - 1) / this.edge)];
      return first === last ? [first] : [first, last];
    });
    const [zs = [], ys = [], xs = []] = ranges;
    return zs.flatMap((z) => ys.flatMap((y) => xs.map((x) => `${volume} ${z} ${y} ${x}`)));
  }
}
