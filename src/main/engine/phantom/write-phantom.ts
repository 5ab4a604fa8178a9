import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { csvLine } from '../../../shared/csv.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Box, Plane } from '../../../shared/patch.ts';
import { encodeGreyTiff, greyTiffHeader } from '../../../shared/tiff-encoder.ts';
import type { PhantomVolume } from './phantom-volumes.ts';
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

/** A source as written. */
export interface WrittenSource {
  /** relative to the folder: `NAME.tif`, or the folder `NAME` of a group of pictures */
  readonly path: string;
  /** the truth of every planned patch as lines of a label file, without its title line */
  readonly truth: string;
}

/** What was written: paths relative to the folder. */
export interface WrittenPhantom {
  readonly sources: readonly { readonly volume: PhantomVolume; readonly path: string }[];
}

export const truthTitle = csvLine(['patch', 'label', 'reason']);

/**
 * Writes one source of the demonstration. Same volume, same bytes. Sources can be written side by side.
 *
 * @param folder made when it is not there; a file of the source's name is replaced
 * @param onSection called after each section
 * @returns failures `target-unwritable`, `cancelled`
 */
export async function writePhantomSource(
  folder: string,
  volume: PhantomVolume,
  plan: PatchPlan,
  onSection?: () => void,
  signal?: AbortSignal,
): Promise<Outcome<WrittenSource>> {
  const path = volume.kind === 'volume' ? `${volume.name}.tif` : volume.name;
  const advance = (): boolean => {
    onSection?.();
    return !signal?.aborted;
  };
  try {
    await mkdir(folder, { recursive: true });
    const truth = await writers[volume.kind](join(folder, path), volume, advance);
    if (truth === null) return fail({ kind: 'cancelled' });
    return succeed({ path, truth: truthLines(volume, truth, plan) });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    return fail({ kind: 'target-unwritable', path: folder, reason: String(error.code) });
  }
}

function truthLines(volume: PhantomVolume, truth: TruthBlocks, plan: PatchPlan): string {
  let lines = '';
  for (const { name, plane, index, box } of plan(volume)) {
    const { informative, reason } = phantomTruth(truth, plane, index, box);
    lines += csvLine([name, informative ? 'informative' : 'uninformative', reason]);
  }
  return lines;
}

/** Writes several sources one after another, and their truth together as `truth.csv`. */
export async function writePhantom(
  folder: string,
  volumes: readonly PhantomVolume[],
  plan: PatchPlan,
  signal?: AbortSignal,
): Promise<Outcome<WrittenPhantom>> {
  const sources: { volume: PhantomVolume; path: string }[] = [];
  let truth = truthTitle;
  for (const volume of volumes) {
    const written = await writePhantomSource(folder, volume, plan, undefined, signal);
    if (!written.ok) return written;
    sources.push({ volume, path: written.value.path });
    truth += written.value.truth;
  }
  await writeFile(join(folder, 'truth.csv'), truth);
  return succeed({ sources });
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
