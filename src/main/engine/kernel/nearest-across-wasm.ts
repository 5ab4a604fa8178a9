import { type NearAcross, nearestAcross } from './nearest-across.ts';
import { type Watcher, watchedBy } from './watched-work.ts';

/** The fast twin of `nearestAcross` in `nearest-across.ts`, which may be watched and stopped. */
export async function nearestAcrossFast(
  hashes: Uint8Array,
  bytesPerHash: number,
  groupOf: Uint16Array,
  limit: number,
  most: number,
  watcher: Watcher = {},
): Promise<NearAcross> {
  await watchedBy(watcher)(0);
  return nearestAcross(hashes, bytesPerHash, groupOf, limit, most);
}
