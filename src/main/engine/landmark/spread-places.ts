/** Places with their strength; z so scaled that distances are as in the tissue. */
export interface Places {
  readonly strength: ArrayLike<number>;
  readonly z: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly x: ArrayLike<number>;
}

/** A radius is doubled until few enough are left, then narrowed by so many steps in which it grows as much. */
const steps = 8;

/**
 * Chooses at most `most` strong places from all over: from the strongest on, each that lies within no chosen one's
 * radius, which is as wide as it must be (after Brown, Szeliski and Winder 2005). Whether a place is chosen hangs on
 * what lies around it and not on where a volume ends, so two volumes that overlap choose the same there.
 *
 * @param least the first radius tried
 * @returns indices, those that are farthest from any stronger one first
 */
export function spreadPlaces(places: Places, most: number, least: number): number[] {
  const { strength } = places;
  let order = Array.from({ length: strength.length }, (_, i) => i).sort(
    (one, other) => (strength[other] ?? 0) - (strength[one] ?? 0) || one - other,
  );
  if (most <= 0) return [];
  let radius = least;
  let fewer = order;
  for (; fewer.length > most; radius *= 2) {
    order = fewer;
    fewer = apart(places, order, radius);
  }
  for (let step = 1; step < steps && order.length > most; step++) {
    const narrower = apart(places, order, (radius / 4) * 2 ** (step / steps));
    if (narrower.length <= most) fewer = narrower;
    if (narrower.length <= most) break;
  }
  const distances = distanceToStronger(places, fewer);
  const ranks = Array.from(fewer.keys()).sort(
    (one, other) => (distances[other] ?? 0) - (distances[one] ?? 0) || one - other,
  );
  return ranks.map((rank) => fewer[rank] ?? 0);
}

/** Cells of a radius's edge are found by a hash of so many values. */
const hashBits = 16;

/** From the strongest on, each that no chosen one lies near. */
function apart({ z, y, x }: Places, order: readonly number[], radius: number): number[] {
  const heads = new Int32Array(2 ** hashBits).fill(-1);
  const next = new Int32Array(order.length);
  const chosen: number[] = [];
  const cell = (value: number) => Math.floor(value / radius);
  const isNear = (cellZ: number, cellY: number, cellX: number, item: number) => {
    for (let at = heads[hashOf(cellZ, cellY, cellX)] ?? -1; at >= 0; at = next[at] ?? -1) {
      const other = chosen[at] ?? 0;
      const [dz, dy, dx] = [
        (z[item] ?? 0) - (z[other] ?? 0),
        (y[item] ?? 0) - (y[other] ?? 0),
        (x[item] ?? 0) - (x[other] ?? 0),
      ];
      if (dz * dz + dy * dy + dx * dx < radius * radius) return true;
    }
    return false;
  };
  const isFree = (item: number, cellZ: number, cellY: number, cellX: number) => {
    for (let a = cellZ - 1; a <= cellZ + 1; a++) {
      for (let b = cellY - 1; b <= cellY + 1; b++) {
        for (let c = cellX - 1; c <= cellX + 1; c++) if (isNear(a, b, c, item)) return false;
      }
    }
    return true;
  };
  for (const item of order) {
    const [cellZ, cellY, cellX] = [cell(z[item] ?? 0), cell(y[item] ?? 0), cell(x[item] ?? 0)];
    if (!isFree(item, cellZ, cellY, cellX)) continue;
    const hash = hashOf(cellZ, cellY, cellX);
    next[chosen.length] = heads[hash] ?? -1;
    heads[hash] = chosen.push(item) - 1;
  }
  return chosen;
}

function hashOf(a: number, b: number, c: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) & (2 ** hashBits - 1);
}

/** Squared; by place in the order. A few thousand, so that each is held against all before it. */
function distanceToStronger({ z, y, x }: Places, order: readonly number[]): Float64Array {
  const distances = new Float64Array(order.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 1; i < order.length; i++) {
    const own = order[i] ?? 0;
    const [ownZ, ownY, ownX] = [z[own] ?? 0, y[own] ?? 0, x[own] ?? 0];
    let nearest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < i; j++) {
      const other = order[j] ?? 0;
      const [dz, dy, dx] = [ownZ - (z[other] ?? 0), ownY - (y[other] ?? 0), ownX - (x[other] ?? 0)];
      nearest = Math.min(nearest, dz * dz + dy * dy + dx * dx);
    }
    distances[i] = nearest;
  }
  return distances;
}
