import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { Picture } from '../task/process-message.ts';
import type { TaskClient } from '../task/task-client.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';
import { contextPicture, sectionPicture } from './context-picture.ts';
import { patchPicture } from './patch-picture.ts';
import { type AskedPicture, foundPicture, missingPicture } from './picture-answer.ts';

type Answer = (session: Session, tasks: TaskClient, asked: AskedPicture) => Promise<Picture>;

const answers: { readonly [folder: string]: Answer } = {
  patch: patchPicture,
  volume: volumePicture,
  context: contextPicture,
  section: sectionPicture,
};

/** Answers `/patch/KEY/ORDINAL.bmp`, `/volume/KEY/ID.bmp`, `/context/KEY/ORDINAL.bmp` and `/section/KEY/VOLUME.bmp`. */
export async function picture(
  session: Session | null,
  tasks: TaskClient,
  address: string,
  signal: AbortSignal,
): Promise<Picture> {
  const url = URL.parse(address, 'http://curator');
  if (!url) return missingPicture(404);
  const parts = /^\/(patch|volume|context|section)\/([0-9a-f]+)\/(\d{1,10})\.bmp$/.exec(
    url.pathname,
  );
  const answer = answers[parts?.[1] ?? ''];
  if (!session || !answer || parts?.[2] !== session.key) return missingPicture(404);
  return answer(session, tasks, { id: Number(parts[3]), query: url.searchParams, signal });
}

const longestEdge = 512;

async function volumePicture(
  session: Session,
  tasks: TaskClient,
  { id, signal }: AskedPicture,
): Promise<Picture> {
  const volume = session.catalog.volumes.byId(id);
  const source = volume && session.catalog.sources.byId(volume.source);
  if (!volume || !source) return missingPicture(404);
  const reference = session.locate(volume);
  const mapping = await attempt('decode', volume.name, () =>
    tasks.decode('resolve-mapping', { reference, mapping: source.mapping, kind: volume.kind }),
  );
  if (!mapping.ok) return missingPicture(404);
  const toDraw = {
    volume: volumeToRead(session, { ...volume, resolvedMapping: mapping.value }, source),
    plane: volume.kind === 'picture' ? '2d' : 'xy',
    position: Math.floor(volume.shape.z / 2),
    window: null,
    longestEdge,
    ahead: 1,
  } as const;
  const bitmap = await attempt('decode', volume.name, () =>
    tasks.decode('picture', toDraw, { signal }),
  );
  // Not cacheable: correcting the mapping or inverting changes it under the same address.
  return bitmap.ok ? foundPicture('image/bmp', bitmap.value, false) : missingPicture(404);
}
