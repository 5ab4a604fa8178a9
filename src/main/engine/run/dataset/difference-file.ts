import { lstat, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { differenceLine, differenceTitles } from '../../../../shared/difference.ts';
import { fail, type Outcome } from '../../../../shared/failure.ts';
import { diskTrouble } from '../../catalog/disk-trouble.ts';
import type { TakeDiffering } from './compare-states.ts';

const linesAtOnce = 1000;

/**
 * A new CSV file of differing patches, which appears when `work` succeeds; memory holds a thousand lines.
 *
 * @returns what `work` does, or `target-exists`: no file is replaced
 */
export async function withDifferenceFile<T>(
  path: string,
  work: (take: TakeDiffering) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (await exists(path)) return fail({ kind: 'target-exists', path });
  const unfinished = `${path}.${process.pid}.new`;
  try {
    const done = await writing(unfinished, work);
    if (!done.ok) return done;
    if (await exists(path)) return fail({ kind: 'target-exists', path });
    await rename(unfinished, path);
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

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

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
