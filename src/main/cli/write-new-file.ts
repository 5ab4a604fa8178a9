import { writeFile } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';

/** Writes a text file that does not exist yet; never replaces one. */
export async function writeNewFile(path: string, text: string): Promise<Outcome<null>> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return succeed(null);
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException; // `as`: node:fs rejects with these
    if (code === 'EEXIST') return fail({ kind: 'target-exists', path });
    return fail({ kind: 'target-unwritable', path, reason: message });
  }
}
