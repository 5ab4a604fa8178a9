import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { csvLine } from '../../../shared/csv.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Box, Plane } from '../../../shared/patch.ts';
import { encodeGreyTiff, greyTiffHeader } from '../../../shared/tiff-encoder.ts';
import { type PhantomVolume, phantomVolumes } from './phantom-volumes.ts';
import { renderPhantom } from './render.ts';
import { phantomTruth, type TruthBlocks } from './truth.ts';

/** A patch whose truth is asked for. */
export interface PlannedPatch {
  /** as label files name it: `source/paper-name` */
  readonly name: string;
  readonly plane: Plane;
  readonly index: number;
  readonly box: Box;
}

/** Which patches will be cut from a source; given by whoever knows the cut. */
export type PatchPlan = (volume: PhantomVolume) => Iterable<PlannedPatch>;

/** What was written: paths relative to the folder. */
export interface WrittenPhantom {
  readonly sources: readonly { readonly volume: PhantomVolume; readonly path: string }[];
  /** a label file: `patch,label,reason` with the truth of every planned patch */
  readonly truth: 'truth.csv';
  readonly informative: number;
  readonly uninformative: number;
}

export interface PhantomProgress {
  readonly source: string;
  readonly sections: number;
  readonly total: number;
}

/**
 * Writes the demonstration: `NAME.tif` per volume, a folder `NAME` of pictures per group, and `truth.csv`.
 * Same seed, same bytes.
 *
 * @param folder made when it is not there; files of these names are replaced
 * @returns failures `target-unwritable`, `cancelled`
 */
export async function writePhantom(
  folder: string,
  seed: number,
  plan: PatchPlan,
  onProgress?: (progress: PhantomProgress) => void,
  signal?: AbortSignal,
  volumes: readonly PhantomVolume[] = phantomVolumes(seed),
): Promise<Outcome<WrittenPhantom>> {
  const total = volumes.reduce((sum, { shape }) => sum + shape.z, 0);
  const lines = [csvLine(['patch', 'label', 'reason'])];
  const sources: { volume: PhantomVolume; path: string }[] = [];
  const counts = { informative: 0, uninformative: 0 };
  let sections = 0;
  try {
    await mkdir(folder, { recursive: true });
    for (const volume of volumes) {
      const advance = (): boolean => {
        sections += 1;
        onProgress?.({ source: volume.name, sections, total });
        return !signal?.aborted;
      };
      const path = volume.kind === 'volume' ? `${volume.name}.tif` : volume.name;
      const truth = await writers[volume.kind](join(folder, path), volume, advance);
      if (truth === null) return fail({ kind: 'cancelled' });
      sources.push({ volume, path });
      for (const { name, plane, index, box } of plan(volume)) {
        const { informative, reason } = phantomTruth(truth, plane, index, box);
        const label = informative ? 'informative' : 'uninformative';
        counts[label] += 1;
        lines.push(csvLine([name, label, reason]));
      }
    }
    await writeFile(join(folder, 'truth.csv'), lines.join(''));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    return fail({ kind: 'target-unwritable', path: folder, reason: String(error.code) });
  }
  return succeed({ sources, truth: 'truth.csv', ...counts });
}

/** Writes one source; null when `advance`, called after each section, says to stop. */
type Writer = (
  path: string,
  volume: PhantomVolume,
  advance: () => boolean,
) => Promise<TruthBlocks | null>;

const writers: { readonly [K in PhantomVolume['kind']]: Writer } = {
  volume: async (path, volume, advance) => {
    const { shape, voxelSize } = volume;
    const { truth, sections } = renderPhantom(volume);
    const file = await open(path, 'w');
    try {
      const size = { width: shape.x, height: shape.y, pages: shape.z, voxelSize };
      await file.writeFile(greyTiffHeader(size));
      for (const { samples } of sections) {
        await file.writeFile(samples);
        await setImmediate(); // painting holds the thread; lets a cancel come through
        if (!advance()) return null;
      }
      return truth;
    } finally {
      await file.close();
    }
  },
  pictures: async (path, volume, advance) => {
    const { shape } = volume;
    const { truth, sections } = renderPhantom(volume);
    await mkdir(path, { recursive: true });
    for (const { section, samples } of sections) {
      await writeFile(join(path, pictureName(section)), encodeGreyTiff(samples, shape.x, shape.y));
      await setImmediate();
      if (!advance()) return null;
    }
    return truth;
  },
};

/** File name of a picture of a group; by name they sort in the order of their numbers. */
export function pictureName(section: number): string {
  return `picture-${String(section + 1).padStart(2, '0')}.tif`;
}
