import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { watchedBy } from '../../kernel/watched-work.ts';
import { findLandmarks } from '../../landmark/find-landmarks.ts';
import { encodeLandmarks } from '../../landmark/landmark-file.ts';
import { writeWhole } from '../disk/write-whole.ts';
import type { ExemplarTasks } from '../task/exemplar-tasks.ts';
import { sameShape, withVolume } from '../volume/cross-section-reader.ts';

/** Runs in a worker: from the samples as stored, so that a mapping to grey does not matter. */
export function findLandmarksInWorker(
  { volume, zPerX, file }: ExemplarTasks['find-landmarks']['ask'],
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Outcome<number>> {
  const { shape } = volume;
  return withVolume(volume.reference, async (open) => {
    const unchanged = sameShape(open, volume);
    if (!unchanged.ok) return unchanged;
    const readRows = (z: number, y0: number, y1: number) =>
      open.readWindow(z, { y0, y1, x0: 0, x1: shape.x });
    const found = await findLandmarks({ shape, zPerX, readRows }, watchedBy({ signal, progress }));
    if (!found.ok) return found;
    await mkdir(dirname(file), { recursive: true });
    const written = await writeWhole(file, encodeLandmarks(found.value, zPerX));
    return written.ok ? succeed(found.value.count) : written;
  });
}
