/** Chosen places of a grid as ranges [from, to), ascending, apart from each other: cheap at any length. */
export type Selection = readonly (readonly [number, number])[];

export const nothingSelected: Selection = [];

export function isSelected(selection: Selection, at: number): boolean {
  return selection.some(([from, to]) => at >= from && at < to);
}

export function selectedCount(selection: Selection): number {
  return selection.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** All places from a to b, both included, added. */
export function withRange(selection: Selection, a: number, b: number): Selection {
  let from = Math.min(a, b);
  let to = Math.max(a, b) + 1;
  const apart: (readonly [number, number])[] = [];
  for (const range of selection) {
    if (range[1] < from || range[0] > to) apart.push(range);
    else {
      from = Math.min(from, range[0]);
      to = Math.max(to, range[1]);
    }
  }
  return [...apart, [from, to] as const].sort((left, right) => left[0] - right[0]);
}

/** The place taken out when it was in, added when not. */
export function withToggled(selection: Selection, at: number): Selection {
  if (!isSelected(selection, at)) return withRange(selection, at, at);
  return selection.flatMap(([from, to]) => {
    if (at < from || at >= to) return [[from, to] as const];
    const parts = [[from, at] as const, [at + 1, to] as const];
    return parts.filter(([start, end]) => end > start);
  });
}

/** These places taken out. */
export function withoutPlaces(selection: Selection, places: readonly number[]): Selection {
  return places
    .filter((at) => isSelected(selection, at))
    .reduce<Selection>((rest, at) => withToggled(rest, at), selection);
}

/** These places added. */
export function withPlaces(selection: Selection, places: readonly number[]): Selection {
  return runsOf(places).reduce<Selection>((all, [a, b]) => withRange(all, a, b), selection);
}

/** Everything of a grid of this length that was not selected. */
export function inverted(selection: Selection, total: number): Selection {
  const free: (readonly [number, number])[] = [];
  let from = 0;
  for (const [start, end] of selection) {
    if (start > from) free.push([from, start]);
    from = end;
  }
  return from < total ? [...free, [from, total] as const] : free;
}

/** Neighbouring places as runs, both ends included. */
function runsOf(places: readonly number[]): (readonly [number, number])[] {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const at of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === at - 1) last[1] = at;
    else runs.push([at, at]);
  }
  return runs;
}

/** Every selected place, ascending. */
export function selectedPlaces(selection: Selection): number[] {
  return selection.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
}
