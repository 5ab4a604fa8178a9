import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { differenceLine, differenceTitles } from '../../../shared/difference.ts';
import { fail, type Outcome } from '../../../shared/failure.ts';
import { diskTrouble } from '../catalog/disk-trouble.ts';
import type { TakeDiffering } from './compare-states.ts';

const linesAtOnce = 1000;

/**
 * A CSV file of differing patches that appears when `work` succeeds, in the place of an earlier one; memory holds
 * a thousand lines.
 */
export async function withDifferenceFile<T>(
  path: string,
  work: (take: TakeDiffering) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const unfinished = `${path}.new`;
  try {
    const done = await writing(unfinished, work);
    if (done.ok) await rename(unfinished, path);
    return done;
  } catch (error) {
    const trouble = diskTrouble(error, dirname(path));
    if (trouble) return fail(trouble);
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return fail({ kind: 'target-unwritable', path, reason: error.message });
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function writing<T>(
  unfinished: string,
  work: (take: TakeDiffering) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const handle = await open(unfinished, 'w');
  try {
    const lines = [differenceTitles()];
    // Not `write`, which on a disk that fills up writes a part and says nothing.
    const flush = () => handle.writeFile(lines.splice(0).join(''));
    const done = await work(async (patch, found) => {
      lines.push(differenceLine(patch, found));
      if (lines.length >= linesAtOnce) await flush();
    });
    if (!done.ok) return done;
    await flush();
    await handle.sync();
    return done;
  } finally {
    await handle.close();
  }
}
