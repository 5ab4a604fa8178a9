import { extname } from 'node:path';
import type { PayloadTotals } from './dataset-package.ts';

/** Adds up the files of a payload. */
export interface TotalsCounter {
  add(file: { readonly path: string; readonly bytes: number }): void;
  readonly totals: PayloadTotals;
}

/** A data set with more folders than this is told of as a whole: a source can be a folder of its own. */
const mostFolders = 10_000;

export function totalsCounter(): TotalsCounter {
  const folders = new Map<string, { count: number; bytes: number }>();
  const endings = new Map<string, { count: number; bytes: number }>();
  let count = 0;
  let bytes = 0;
  const addTo = (map: typeof folders, name: string, size: number): void => {
    const known = map.get(name) ?? { count: 0, bytes: 0 };
    if (!map.has(name) && map.size >= mostFolders) return;
    map.set(name, { count: known.count + 1, bytes: known.bytes + size });
  };
  return {
    add(file) {
      count += 1;
      bytes += file.bytes;
      const slash = file.path.indexOf('/');
      addTo(folders, slash < 0 ? '' : file.path.slice(0, slash), file.bytes);
      addTo(endings, extname(file.path).toLowerCase(), file.bytes);
    },
    get totals() {
      return { count, bytes, folders, endings };
    },
  };
}
