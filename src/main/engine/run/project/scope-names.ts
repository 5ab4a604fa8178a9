/** Patches that are de-duplicated together: of a source, of a volume, or of a volume as a data set had them. */
export interface ScopeName {
  readonly kind: 'source' | 'volume' | 'data-set';
  /** of the source or volume */
  readonly id: number;
}

export const scopeName = ({ kind, id }: ScopeName): string => `${kind}:${id}`;

/** A scope's name read back; null for what it grew by later, and for one that no version wrote. */
export function readName(name: string): ScopeName | null {
  const parts = /^(source|volume|data-set):(\d+)$/.exec(name);
  // `as`: the expression lets these three alone through.
  return parts ? { kind: parts[1] as ScopeName['kind'], id: Number(parts[2]) } : null;
}

/** What a scope grew by, when volumes joined it for the n-th time: "source:3+1". */
export const growthName = (name: string, n: number): string => `${name}+${n}`;

/** The scope that a growth belongs to, finished or not, and which it is; 0 is the scope itself. */
export function readGrowth(name: string): { name: string; n: number } {
  const [of = name, n = '0'] = name.replace(unfinished, '').split('+');
  return { name: of, n: Number(n) };
}

const unfinished = 'new:';

/** A scope under this name is being kept: not complete, and it takes its own name when it is. */
export const unfinishedName = (name: string): string => `${unfinished}${name}`;
