/** The table, telling of every call of the functions named. */
export function noting<T extends object>(table: T, note: () => void, ...names: (keyof T)[]): T {
  const noted = { ...table };
  for (const name of names) {
    // `as`: what is named is a function of the table, and is called as it was.
    const plain = table[name] as (...given: unknown[]) => unknown;
    noted[name] = ((...given: unknown[]) => {
      note();
      return plain(...given);
    }) as T[keyof T];
  }
  return noted;
}

/** Reads anew only when the revision is another one than at the last reading. */
export function keptUntilChanged<T>(read: () => T, revision: () => number): () => T {
  let kept: { revision: number; value: T } | null = null;
  return () => {
    if (kept?.revision !== revision()) kept = { revision: revision(), value: read() };
    return kept.value;
  };
}
