import { contextWindow, contextZoom } from '../../../../shared/context.ts';
import { type Display, readDisplay } from '../../../../shared/display.ts';
import { type Box, plane as planeSchema } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { withLevels } from '../../picture/grey-bitmap.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { Picture } from '../task/process-message.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { SectionToDraw } from '../task/worker-material.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';
import { surroundingLevels } from './patch-picture.ts';
import { type AskedPicture, foundPicture, missingPicture } from './picture-answer.ts';

/** Longest edge of a picture, in pixels: more is more than a window shows of it. */
const longestEdge = 1024;

const asCut = Uint8Array.from({ length: 256 }, (_, level) => level);

/** Sections along xz and yz that are read at once for somebody who leafs through them. */
const leafedAtOnce = 16;

/** The cross-section around an exemplar's patch, some sections on; past the ends it is the last one. */
export async function contextPicture(
  session: Session,
  tasks: TaskClient,
  asked: AskedPicture,
): Promise<Picture> {
  const { id, query } = asked;
  const row = session.catalog.exemplars.byOrdinal(id);
  const volume = row && session.catalog.volumes.byId(row.volume);
  const shown = readDisplay(query);
  if (!row || !volume || !shown) return missingPicture(404);
  const plane = planeOf(row.plane);
  const { count, height, width } = slabShape(volume.shape, plane);
  const step = Math.trunc(Number(query.get('step') ?? 0)) || 0;
  const position = Math.max(0, Math.min(count - 1, row.position + step));
  const zoom = contextZoom.catch('middle').parse(query.get('zoom'));
  const window = contextWindow(row, height, width, zoom);
  // Whoever leafs wants the next ones too; whoever has just come wants this one soon.
  const ahead = step === 0 ? 1 : leafedAtOnce;
  const section = { plane, position, window, ahead };
  return drawn(session, tasks, volume, section, { like: id, shown, signal: asked.signal });
}

/** Any part of a cross-section: another plane through a patch, or a near-duplicate of it, drawn like the patch; as it is cut where no patch is named. */
export async function sectionPicture(
  session: Session,
  tasks: TaskClient,
  { id, query, signal }: AskedPicture,
): Promise<Picture> {
  const volume = session.catalog.volumes.byId(id);
  const plane = planeSchema.safeParse(query.get('plane')).data;
  const shown = readDisplay(query);
  if (!volume || !plane || !shown || (plane === '2d') !== (volume.kind === 'picture'))
    return missingPicture(404);
  const { count, height, width } = slabShape(volume.shape, plane);
  const position = Number(query.get('index'));
  const window = boxOf(query.get('box') ?? '', height, width);
  const isInside = Number.isInteger(position) && position >= 0 && position < count;
  const like = query.has('like') ? Number(query.get('like')) : null;
  if (!isInside || !window || (like !== null && !Number.isInteger(like))) {
    return missingPicture(404);
  }
  const section = { plane, position, window, ahead: 1 };
  return drawn(session, tasks, volume, section, { like, shown, signal });
}

/** A box inside a section, as four numbers; null for anything else. */
function boxOf(text: string, height: number, width: number): Box | null {
  if (!/^\d{1,9}(,\d{1,9}){3}$/.test(text)) return null;
  const [y0 = 0, y1 = 0, x0 = 0, x1 = 0] = text.split(',').map(Number);
  const isInside = y0 < y1 && y1 <= height && x0 < x1 && x1 <= width;
  return isInside ? { y0, y1, x0, x1 } : null;
}

async function drawn(
  session: Session,
  tasks: TaskClient,
  volume: StoredVolume,
  section: Pick<SectionToDraw, 'plane' | 'position' | 'window' | 'ahead'>,
  as: { readonly like: number | null; readonly shown: Display; readonly signal: AbortSignal },
): Promise<Picture> {
  const source = session.catalog.sources.byId(volume.source);
  if (!volume.resolvedMapping || !source) return missingPicture(404);
  const toDraw = { volume: volumeToRead(session, volume, source), ...section, longestEdge };
  const [bitmap, levels] = await Promise.all([
    attempt('decode', volume.name, () => tasks.decode('picture', toDraw, { signal: as.signal })),
    as.like === null ? asCut : surroundingLevels(session, tasks, as.like, as.shown),
  ]);
  if (!bitmap.ok || !levels) return missingPicture(404);
  // Not cacheable: correcting the mapping or inverting changes it under the same address.
  return foundPicture('image/bmp', withLevels(bitmap.value, levels), false);
}
