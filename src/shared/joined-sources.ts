/** A volume about to be added: its file, and the source it goes to when none is named. */
export interface ToAdd {
  readonly path: string;
  readonly source: string;
}

/** What would silently become one source, in a sentence; null when nothing would. */
export interface JoinedSources {
  readonly words: string;
  /** a name that no source has, to keep the new ones apart */
  readonly freeName: string;
}

/**
 * Tells when volumes would join a source that exists, or when folders of one name would become one source: names
 * of folders such as `images` say little.
 *
 * @param taken names of the sources there are
 */
export function joinedSources(
  volumes: readonly ToAdd[],
  taken: readonly string[],
): JoinedSources | null {
  const foldersOf = new Map<string, Set<string>>();
  for (const { path, source } of volumes) {
    const folder = path.replace(/[/\\][^/\\]*$/, '');
    const known = foldersOf.get(source) ?? new Set<string>();
    foldersOf.set(source, known.add(folder));
  }
  const names = [...foldersOf.keys()];
  const there = names.filter((name) => taken.includes(name));
  const merged = names.filter((name) => (foldersOf.get(name)?.size ?? 0) > 1);
  const [first] = there.length > 0 ? there : merged;
  if (first === undefined) return null;
  const words =
    there.length > 0
      ? `There ${there.length === 1 ? 'is a source' : 'are sources'} named ${there.join(', ')} already, and what is added here would join ${there.length === 1 ? 'it' : 'them'}.`
      : `Files of several folders become one source: ${merged.join(', ')}.`;
  return {
    words: `${words} Give a source name to keep them apart.`,
    freeName: freeName(first, taken),
  };
}

function freeName(name: string, taken: readonly string[]): string {
  let number = 2;
  while (taken.includes(`${name} ${number}`)) number++;
  return `${name} ${number}`;
}
