import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { fitsLandmarks } from '../../landmark/landmark-file.ts';
import type { LookedInto } from '../../relation/landmark-frames.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { checkUnchanged } from '../volume/volume-to-read.ts';

/** Volumes with landmarks, and the sources that could not be looked into wholly. */
export interface Landmarks {
  readonly volumes: readonly LookedInto[];
  /** of each volume */
  readonly files: readonly string[];
  /** ids of sources with a volume that could not be read */
  readonly missing: readonly number[];
}

/** Enough that a large volume does not hide how far the others are. */
const millions = (voxels: number): number => voxels / 1e6;

/**
 * Finds the landmarks of all volumes of some sources, of those that have none yet. Each volume is a unit: its file
 * is written whole when it is done, and it is there for the next time whatever happens to the others. A volume that
 * cannot be read is reported and left out.
 */
export async function lookForLandmarks(
  session: Session,
  tasks: TaskClient,
  sources: readonly number[],
  context: JobContext,
): Promise<Outcome<Landmarks>> {
  const all = sources.flatMap((id, source) =>
    session.catalog.volumes.ofSource(id).map((volume) => lookedAt(session, volume, source)),
  );
  const known = await Promise.all(all.map(({ file, zPerX }) => hasLandmarks(file, zPerX)));
  const wanted = all.filter((_, i) => !known[i]);
  const voxels = wanted.reduce((sum, { volume }) => sum + voxelsOf(volume), 0);
  if (wanted.length > 0) context.stage('look for landmarks', millions(voxels), 'million voxels');
  const failed = new Set<LookedAt>();
  const lanes = Math.min(2, availableParallelism());
  const isWhole = await mapLimited(wanted, lanes, context.mayGoOn, async (each) => {
    if (!(await lookInto(session, tasks, each, context))) failed.add(each);
  });
  if (!isWhole) return fail({ kind: 'cancelled' });
  const there = all.filter((each) => !failed.has(each));
  return succeed({
    volumes: there.map(({ volume, zPerX, source }) => ({
      id: volume.id,
      source,
      isPicture: volume.kind === 'picture',
      ...volume.shape,
      zPerX,
    })),
    files: there.map(({ file }) => file),
    missing: [...new Set([...failed].map(({ volume }) => volume.source))],
  });
}

interface LookedAt {
  readonly volume: StoredVolume;
  /** place of the source */
  readonly source: number;
  readonly zPerX: number | null;
  readonly file: string;
}

function lookedAt(session: Session, volume: StoredVolume, source: number): LookedAt {
  const size = volume.voxelSizeGiven ?? volume.voxelSizeOfFile;
  const isFlat = volume.kind === 'picture' || volume.shape.z === 1;
  const file = join(session.folder, 'cache', 'landmarks', `${volume.contentId}.bin`);
  return { volume, source, zPerX: size && !isFlat ? size.z / size.x : null, file };
}

const voxelsOf = ({ shape: { z, y, x } }: StoredVolume): number => z * y * x;

const headBytes = 24;

async function hasLandmarks(file: string, zPerX: number | null): Promise<boolean> {
  const opened = await open(file).catch(() => null);
  if (!opened) return false;
  try {
    const { size } = await opened.stat();
    const head = new Uint8Array(headBytes);
    const { bytesRead } = await opened.read(head, 0, headBytes, 0);
    return bytesRead === headBytes && fitsLandmarks(head, size, zPerX);
  } finally {
    await opened.close();
  }
}

/** Whether its landmarks are in their file now. */
async function lookInto(
  session: Session,
  tasks: TaskClient,
  { volume, zPerX, file }: LookedAt,
  context: JobContext,
): Promise<boolean> {
  const whole = millions(voxelsOf(volume));
  let told = 0;
  const tell = (share: number) => {
    context.advance(share * whole - told);
    told = share * whole;
  };
  const source = session.catalog.sources.byId(volume.source);
  const reference = session.locate(volume);
  const unchanged = source
    ? await checkUnchanged(session, tasks, volume, source)
    : fail({ kind: 'volume-not-here', volume: volume.name });
  const found = unchanged.ok
    ? await attempt('decode', volume.name, () =>
        tasks.decode(
          'find-landmarks',
          {
            volume: { reference, shape: volume.shape, sampleType: volume.sampleType },
            zPerX,
            file,
          },
          // `as`: what the task's handler tells.
          { signal: context.signal, onProgress: (share) => tell(share as number) },
        ),
      )
    : unchanged;
  tell(1);
  if (found.ok) return true;
  if (found.failure.kind !== 'cancelled' && !context.signal.aborted) {
    context.report({ item: volume.name, failure: found.failure });
  }
  return false;
}
