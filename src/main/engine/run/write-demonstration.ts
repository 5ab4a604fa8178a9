import { join } from 'node:path';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import { phantomVolumes } from '../phantom/phantom-volumes.ts';
import { writePhantom } from '../phantom/write-phantom.ts';
import type { PhantomEntry } from './decode-task.ts';

/** Writes the generated volumes and says how each is to be added. */
export async function writeDemonstration(
  folder: string,
  seed: number,
  onProgress: (done: number) => void,
): Promise<Outcome<readonly PhantomEntry[]>> {
  const written = await writePhantom(folder, seed, onProgress);
  if (!written.ok) return written;
  return succeed(
    phantomVolumes(seed).map(({ name, kind, technique, tissue }) => ({
      source: name,
      paths: [kind === 'pictures' ? join(folder, name) : join(folder, `${name}.tif`)],
      as: kind === 'pictures' ? ('group' as const) : null,
      technique,
      tissue,
    })),
  );
}
