/** Patches that were cut, and how many of them stand for all. */
export interface Survival {
  readonly raw: number;
  readonly exemplars: number;
}

export const survivalOf = (source: { raw: number; dedup: number }): Survival => ({
  raw: source.raw,
  exemplars: source.dedup,
});

export function totalOf(parts: readonly Survival[]): Survival {
  return parts.reduce(
    (sum, part) => ({ raw: sum.raw + part.raw, exemplars: sum.exemplars + part.exemplars }),
    { raw: 0, exemplars: 0 },
  );
}
