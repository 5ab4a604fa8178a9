import { type Display, readDisplay, readShrink, type Shrink } from '../../../../shared/display.ts';
import type { ExemplarRow, PackPlace } from '../../catalog/exemplar-rows.ts';
import { displayTable, levelCounts } from '../../picture/contrast-table.ts';
import { equalise } from '../../picture/equalise.ts';
import { greyBitmap } from '../../picture/grey-bitmap.ts';
import { shrinker } from '../../picture/shrink.ts';
import { readFromPack } from '../exemplar/patch-packs.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { Picture } from '../task/process-message.ts';
import type { TaskClient } from '../task/task-client.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';
import { type AskedPicture, foundPicture, missingPicture } from './picture-answer.ts';

/** A patch drawn as the query asks, at its true size or smaller; not found where the query asks for what there is not. */
export async function patchPicture(
  session: Session,
  tasks: TaskClient,
  { id, query }: AskedPicture,
): Promise<Picture> {
  const shown = readDisplay(query);
  const shrink = readShrink(query);
  const patch = shown && shrink && (await patchPixels(session, tasks, id));
  if (!shown || !shrink || !patch) return missingPicture(404);
  const { volume } = patch;
  // CLAHE stretches by itself, everywhere differently.
  const pixels = shown.clahe ? await equalise(patch) : patch.pixels;
  const contrast = shown.clahe ? 'as-stored' : shown.contrast;
  // By all pixels, whatever the size drawn: a patch looks the same at every zoom.
  const levels = await levelsFor(session, { pixels, volume }, { ...shown, contrast });
  const table = displayTable(levels.counts, { ...shown, contrast });
  const drawn = smaller({ ...patch, pixels }, shrink);
  const bitmap = greyBitmap(drawn.pixels, drawn.height, drawn.width, table);
  return foundPicture('image/bmp', bitmap, levels.isWhole);
}

interface Pixels {
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
}

function smaller(patch: Pixels, shrink: Shrink): Pixels {
  if (shrink === 1) return patch;
  const { pixels, height, width } = patch;
  const shrinking = shrinker(height, width, Math.ceil(Math.max(height, width) / shrink));
  shrinking.add(pixels);
  return shrinking.picture();
}

/**
 * Output levels that surroundings of a patch are drawn with: its own, so that nothing changes where the
 * patch ends. Local equalisation is left out, since it differs from place to place.
 *
 * @returns 256 levels; null where there is no such patch
 */
export async function surroundingLevels(
  session: Session,
  tasks: TaskClient,
  ordinal: number,
  shown: Display,
): Promise<Uint8Array | null> {
  const patch = await patchPixels(session, tasks, ordinal);
  return patch && displayTable((await levelsFor(session, patch, shown)).counts, shown);
}

/** What a stretch goes by. Until all its sample is packed, a volume's is a first guess that no browser should keep. */
async function levelsFor(
  session: Session,
  { pixels, volume }: { pixels: Uint8Array; volume: number },
  { contrast, over }: Display,
): Promise<VolumeLevels> {
  if (over !== 'volume' || contrast === 'as-stored') {
    return { counts: levelCounts(pixels), isWhole: true };
  }
  const ofVolume = await volumeLevels(session, volume);
  return ofVolume ?? { counts: levelCounts(pixels), isWhole: false };
}

/** Pixels of each level in a sample of a volume, and whether all of the sample could be read. */
interface VolumeLevels {
  readonly counts: Uint32Array;
  readonly isWhole: boolean;
}

/** Exemplars that stand for their whole volume: 13 MB of pixels, read once. */
const sampled = 256;
const known = new WeakMap<Session, Map<string, Promise<VolumeLevels | null>>>();

/** Levels of up to 256 exemplars spread evenly over a volume, from their packs; null where it has none packed. */
async function volumeLevels(session: Session, volume: number): Promise<VolumeLevels | null> {
  const ofSession = known.get(session) ?? new Map<string, Promise<VolumeLevels | null>>();
  known.set(session, ofSession);
  const columns = session.columns();
  // No ordinal is given twice: once a volume is cut anew its first exemplar has another one.
  const key = `${volume}/${columns.ordinal[columns.volume.indexOf(volume)]}`;
  const asked = ofSession.get(key) ?? countVolume(session, volume);
  ofSession.set(key, asked);
  const levels = await asked.catch(() => null);
  if (!levels?.isWhole) ofSession.delete(key);
  return levels;
}

async function countVolume(session: Session, volume: number): Promise<VolumeLevels | null> {
  const { count, volume: volumes, ordinal } = session.columns();
  const ordinals: number[] = [];
  for (let row = 0; row < count; row++) {
    if (volumes[row] === volume) ordinals.push(ordinal[row] ?? 0);
  }
  const sample = evenly(ordinals, sampled);
  const counts = new Uint32Array(256);
  let found = 0;
  for (const each of sample) {
    const pixels = await packedPixels(session, each);
    if (!pixels) continue;
    found++;
    for (const [level, pixelCount] of levelCounts(pixels).entries()) {
      counts[level] = (counts[level] ?? 0) + pixelCount;
    }
  }
  return found > 0 ? { counts, isWhole: found === sample.length } : null;
}

function evenly<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values;
  return values.filter(
    (_, i) =>
      Math.floor((i * most) / values.length) !== Math.floor(((i - 1) * most) / values.length),
  );
}

async function packedPixels(session: Session, ordinal: number): Promise<Uint8Array | null> {
  const row = session.catalog.exemplars.byOrdinal(ordinal);
  return row && pixelsInPack(session, row);
}

async function pixelsInPack(
  session: Session,
  row: ExemplarRow & { readonly place: PackPlace | null },
): Promise<Uint8Array | null> {
  if (!row.place) return null;
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
  const packed = await pixelsInPack(session, row);
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
