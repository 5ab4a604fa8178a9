import { contextWindow } from '../../../shared/context-window.ts';
import { contrast } from '../../../shared/grid.ts';
import { contrastTable } from '../picture/contrast-table.ts';
import { greyBitmap } from '../picture/grey-bitmap.ts';
import { slabShape } from '../slice/read-slab.ts';
import { attempt } from './attempt.ts';
import { readFromPack } from './patch-packs.ts';
import { planeOf } from './plane-codes.ts';
import type { Picture } from './process-message.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { volumeToRead } from './volume-to-read.ts';

const missing = (status: number): Picture => ({
  status,
  contentType: 'text/plain',
  cacheable: false,
  body: new Uint8Array(0),
});
const found = (contentType: string, body: Uint8Array, cacheable = true): Picture => ({
  status: 200,
  contentType,
  cacheable,
  body,
});

type Answer = (
  session: Session,
  tasks: TaskClient,
  id: number,
  query: URLSearchParams,
) => Promise<Picture>;

const answers: { readonly [folder: string]: Answer } = {
  patch: patchPicture,
  volume: volumePicture,
  context: contextPicture,
};

/** Answers `/patch/KEY/ORDINAL.bmp`, `/volume/KEY/ID.png` and `/context/KEY/ORDINAL.png`. */
export async function picture(
  session: Session | null,
  tasks: TaskClient,
  address: string,
): Promise<Picture> {
  const url = URL.parse(address, 'http://curator');
  if (!url) return missing(404);
  const parts = /^\/(patch|volume|context)\/([0-9a-f]+)\/(\d{1,10})\.(?:bmp|png)$/.exec(
    url.pathname,
  );
  const answer = answers[parts?.[1] ?? ''];
  if (!session || !answer || parts?.[2] !== session.key) return missing(404);
  return answer(session, tasks, Number(parts[3]), url.searchParams);
}

async function patchPicture(
  session: Session,
  tasks: TaskClient,
  ordinal: number,
  query: URLSearchParams,
): Promise<Picture> {
  const stretch = contrast.catch('0-100').parse(query.get('contrast'));
  const patch = await patchPixels(session, tasks, ordinal);
  if (!patch) return missing(404);
  const { pixels, height, width } = patch;
  // 0-100 shows the patch's own range too; "as stored" would hide dim volumes altogether.
  return found('image/bmp', greyBitmap(pixels, height, width, contrastTable(pixels, stretch)));
}

/** An exemplar's pixels: from its pack, or from the volume when it is in none. */
export async function patchPixels(session: Session, tasks: TaskClient, ordinal: number) {
  const row = session.catalog.exemplars.byOrdinal(ordinal);
  if (!row) return null;
  const { y0, y1, x0, x1 } = row;
  const [height, width] = [y1 - y0, x1 - x0];
  const packed = row.place ? await readFromPack(session.folder, row.place, height * width) : null;
  if (packed?.ok) return { pixels: packed.value, height, width };
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
  return pixels ? { pixels, height, width } : null;
}

const longestEdge = 512;

async function volumePicture(session: Session, tasks: TaskClient, id: number): Promise<Picture> {
  const volume = session.catalog.volumes.byId(id);
  const source = volume && session.catalog.sources.byId(volume.source);
  if (!volume || !source) return missing(404);
  const reference = session.locate(volume);
  const mapping = await attempt('decode', volume.name, () =>
    tasks.decode('resolve-mapping', { reference, mapping: source.mapping, kind: volume.kind }),
  );
  if (!mapping.ok) return missing(404);
  const png = await attempt('decode', volume.name, () =>
    tasks.decode('picture', {
      volume: volumeToRead(session, { ...volume, resolvedMapping: mapping.value }, source),
      plane: volume.kind === 'picture' ? '2d' : 'xy',
      position: Math.floor(volume.shape.z / 2),
      window: null,
      longestEdge,
    }),
  );
  // Not cacheable: correcting the mapping or inverting changes it under the same address.
  return png.ok ? found('image/png', png.value, false) : missing(404);
}

async function contextPicture(
  session: Session,
  tasks: TaskClient,
  ordinal: number,
  query: URLSearchParams,
): Promise<Picture> {
  const row = session.catalog.exemplars.byOrdinal(ordinal);
  const volume = row && session.catalog.volumes.byId(row.volume);
  const source = volume && session.catalog.sources.byId(volume.source);
  if (!row || !volume?.resolvedMapping || !source) return missing(404);
  const plane = planeOf(row.plane);
  const { count, height, width } = slabShape(volume.shape, plane);
  const step = Math.trunc(Number(query.get('step') ?? 0)) || 0;
  const position = Math.max(0, Math.min(count - 1, row.position + step));
  const png = await attempt('decode', volume.name, () =>
    tasks.decode('picture', {
      volume: volumeToRead(session, volume, source),
      plane,
      position,
      window: contextWindow(row, height, width),
      longestEdge: 1024,
    }),
  );
  // Not cacheable: correcting the mapping or inverting changes it under the same address.
  return png.ok ? found('image/png', png.value, false) : missing(404);
}
