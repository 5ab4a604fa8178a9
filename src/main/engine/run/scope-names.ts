/** Patches that are de-duplicated together: of a source, of a volume, or of a volume as a data set had them. */
export interface ScopeName {
  readonly kind: 'source' | 'volume' | 'data-set';
  /** of the source or volume */
  readonly id: number;
}

export const scopeName = ({ kind, id }: ScopeName): string => `${kind}:${id}`;

/** A scope's name read back; null for one that no version wrote. */
export function readName(name: string): ScopeName | null {
  const parts = /^(source|volume|data-set):(\d+)$/.exec(name);
  // `as`: the expression lets these three alone through.
  return parts ? { kind: parts[1] as ScopeName['kind'], id: Number(parts[2]) } : null;
}
