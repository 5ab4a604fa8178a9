import { type Display, readDisplay } from '../../../shared/display.ts';
import { displayTable, levelCounts } from '../picture/contrast-table.ts';
import { equalise } from '../picture/equalise.ts';
import { greyBitmap } from '../picture/grey-bitmap.ts';
import { attempt } from './attempt.ts';
import { readFromPack } from './patch-packs.ts';
import { foundPicture, missingPicture } from './picture-answer.ts';
import { planeOf } from './plane-codes.ts';
import type { Picture } from './process-message.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { volumeToRead } from './volume-to-read.ts';

/** A patch at its true size, drawn as the query asks. */
export async function patchPicture(
  session: Session,
  tasks: TaskClient,
  ordinal: number,
  query: URLSearchParams,
): Promise<Picture> {
  const shown = readDisplay(query);
  const patch = await patchPixels(session, tasks, ordinal);
  if (!patch) return missingPicture(404);
  const { height, width, volume } = patch;
  // CLAHE stretches by itself, everywhere differently.
  const pixels = shown.clahe ? await equalise(patch) : patch.pixels;
  const counts = await countsFor(session, volume, shown, pixels);
  const contrast = shown.clahe ? 'as-stored' : shown.contrast;
  const table = displayTable(counts, { ...shown, contrast });
  return foundPicture('image/bmp', greyBitmap(pixels, height, width, table));
}

/** Levels that the stretch goes by: the patch's own, or its volume's. */
async function countsFor(
  session: Session,
  volume: number,
  { over, clahe, contrast }: Display,
  pixels: Uint8Array,
): Promise<Uint32Array> {
  if (over === 'patch' || clahe || contrast === 'as-stored') return levelCounts(pixels);
  return (await volumeCounts(session, volume)) ?? levelCounts(pixels);
}

/** Exemplars that stand for their whole volume: 13 MB of pixels, read once. */
const sampled = 256;
const known = new WeakMap<Session, Map<number, Promise<Uint32Array | null>>>();

/** Levels of up to 256 exemplars spread evenly over a volume, from their packs; null where it has none packed. */
function volumeCounts(session: Session, volume: number): Promise<Uint32Array | null> {
  const ofSession = known.get(session) ?? new Map<number, Promise<Uint32Array | null>>();
  known.set(session, ofSession);
  const counts = ofSession.get(volume) ?? countVolume(session, volume);
  ofSession.set(volume, counts);
  return counts;
}

async function countVolume(session: Session, volume: number): Promise<Uint32Array | null> {
  const columns = session.columns();
  const rows: number[] = [];
  for (let row = 0; row < columns.count; row++) if (columns.volume[row] === volume) rows.push(row);
  const step = Math.max(1, rows.length / sampled);
  const counts = new Uint32Array(256);
  let isAny = false;
  for (let at = 0; at < rows.length; at += step) {
    const ordinal = columns.ordinal[rows[Math.floor(at)] ?? 0] ?? 0;
    const pixels = await packedPixels(session, ordinal);
    if (!pixels) continue;
    isAny = true;
    for (const [level, count] of levelCounts(pixels).entries()) {
      counts[level] = (counts[level] ?? 0) + count;
    }
  }
  return isAny ? counts : null;
}

async function packedPixels(session: Session, ordinal: number): Promise<Uint8Array | null> {
  const row = session.catalog.exemplars.byOrdinal(ordinal);
  if (!row?.place) return null;
  const size = (row.y1 - row.y0) * (row.x1 - row.x0);
  const packed = await readFromPack(session.folder, row.place, size);
  return packed.ok ? packed.value : null;
}

/** An exemplar's pixels: from its pack, or from the volume when it is in none. */
export async function patchPixels(session: Session, tasks: TaskClient, ordinal: number) {
  const row = session.catalog.exemplars.byOrdinal(ordinal);
  if (!row) return null;
  const { y0, y1, x0, x1 } = row;
  const [height, width] = [y1 - y0, x1 - x0];
  const packed = await packedPixels(session, ordinal);
  if (packed) return { pixels: packed, height, width, volume: row.volume };
  const volume = session.catalog.volumes.byId(row.volume);
  const source = volume && session.catalog.sources.byId(volume.source);
  if (!volume?.resolvedMapping || !source) return null;
  const patches = [{ plane: planeOf(row.plane), position: row.position, box: { y0, y1, x0, x1 } }];
  const read = await attempt('decode', volume.name, () =>
    tasks.decode('read-patches', {
      volume: volumeToRead(session, volume, source),
      patches,
      keepResident: false,
    }),
  );
  const pixels = read.ok ? read.value[0] : undefined;
  return pixels ? { pixels, height, width, volume: row.volume } : null;
}
