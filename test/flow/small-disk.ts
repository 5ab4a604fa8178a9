import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it up, all but so many bytes. */
  fill(left: number): void;
  /** Takes away what `fill` wrote. */
  free(): void;
  readOnly(): void;
  remove(): void;
}

/** Mounts a small disk in memory; null where that is not permitted (it takes root, on linux). */
export function mountSmallDisk(bytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(left) {
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(filler, 'w');
      writeSync(file, Buffer.alloc(Math.max(0, bavail * bsize - left)));
      closeSync(file);
    },
    free: () => rmSync(filler, { force: true }),
    readOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    remove() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
