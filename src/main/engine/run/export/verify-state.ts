import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Failure } from '../../../../shared/failure.ts';
import type { VerifyState } from '../../export/verify.ts';
import { writeWhole } from '../disk/write-whole.ts';

const stored = z.object({
  sums: z.string(),
  offset: z.int().min(0),
  files: z.int().min(0),
  bytes: z.int().min(0),
  // `custom`: the kinds are checked where they are explained.
  problems: z.array(z.custom<Failure>((value) => typeof value === 'object' && value !== null)),
});

/** How far the check of a folder has come, kept outside it: the folder stays as it was written. */
export interface KeptVerifyState {
  read(): Promise<VerifyState | null>;
  write(state: VerifyState): Promise<void>;
  forget(): Promise<void>;
}

/** @param cache folder of this computer's own settings */
export async function keptVerifyState(cache: string, folder: string): Promise<KeptVerifyState> {
  const real = await realpath(folder).catch(() => folder);
  const name = createHash('sha256').update(real).digest('hex').slice(0, 32);
  const file = join(cache, 'verify', `${name}.json`);
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => 'null');
      try {
        return stored.nullable().parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
    async write(state) {
      await mkdir(join(cache, 'verify'), { recursive: true }).catch(() => {});
      // A state that cannot be kept costs a check from the start, not this check.
      await writeWhole(file, JSON.stringify(state));
    },
    forget: () => rm(file, { force: true }),
  };
}
