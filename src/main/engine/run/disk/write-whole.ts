import { rename, writeFile } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';

/** Writes a small file whole or not at all, so that an earlier one is not lost to a full disk. */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
): Promise<Outcome<null>> {
  try {
    await writeFile(`${path}.new`, content, { flush: true });
    await rename(`${path}.new`, path);
    return succeed(null);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'target-unwritable', path, reason });
  }
}
