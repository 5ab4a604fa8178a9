import { availableParallelism } from 'node:os';
import type { CutSettings } from '../../../../shared/cut.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { planeCode, planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { VolumeToRead } from '../task/worker-material.ts';
import { breath } from '../turn/breath.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { cutSubject, planCut } from '../volume/planned-cut.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';
import { packFile } from './patch-packs.ts';
import { reusePacks, twinScopes } from './reuse-packs.ts';

/** Exemplars of one slab: one pack file, measured on the way. */
interface PackUnit {
  readonly item: string;
  readonly read: VolumeToRead;
  readonly keepResident: boolean;
  readonly ordinals: readonly number[];
}

const mostInPack = 512;

/**
 * Gives every new exemplar its pixels in a pack and its texture features: those of the same patch in another cut
 * where there are any, else copied out of the volume.
 *
 * @returns false when the job was cancelled.
 */
export async function packExemplars(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
): Promise<boolean> {
  const total = session.catalog.exemplars.countUnpacked(cut);
  context.stage('measure', total, 'exemplars');
  if (total === 0) return context.mayGoOn();
  const twins = await twinScopes(session, cut);
  for (const volume of session.catalog.volumes.all()) {
    const units = await unitsOf(session, cut, settings, volume, twins(volume.id), context);
    if (!units) return false;
    const failed = new Set<string>();
    const all = await mapLimited(
      units,
      availableParallelism() * 2,
      context.mayGoOn,
      async (unit) => {
        if (!failed.has(unit.item)) await packUnit(session, tasks, context, unit, failed);
        context.advance(unit.ordinals.length);
      },
    );
    if (!all) return false;
  }
  return true;
}

/** What must be read of a volume; null when the job was cancelled. */
async function unitsOf(
  session: Session,
  cut: number,
  settings: CutSettings,
  volume: StoredVolume,
  twins: readonly number[],
  context: JobContext,
): Promise<readonly PackUnit[] | null> {
  const { exemplars, sources } = session.catalog;
  const units: PackUnit[] = [];
  const source = sources.byId(volume.source);
  for (const { plane, slabs } of planCut(cutSubject(volume), settings).planes) {
    const keepResident = volume.shape.z > 1 && plane !== 'xy';
    const ofPlane: number[] = [];
    for (const slab of slabs) {
      if (!(await context.mayGoOn())) return null;
      const positions = [slab[0] ?? 0, slab.at(-1) ?? 0] as const;
      const unpacked = exemplars.unpacked(cut, volume.id, planeCode(plane), positions);
      const left = await reusePacks(session, unpacked, twins);
      context.advance(unpacked.length - left.length);
      // Along yz a file is read by box, whatever the position: the fewer packs a box is in, the less is read.
      if (plane === 'yz') ofPlane.push(...left);
      else addUnits(left);
    }
    addUnits(await byBox(session, ofPlane));
    await breath();

    function addUnits(left: readonly number[]): void {
      if (!source || left.length === 0) return;
      const read = volumeToRead(session, volume, source);
      const item = `${source.name}/${volume.name}`;
      for (let from = 0; from < left.length; from += mostInPack) {
        // A pack has the number of its first exemplar.
        const ordinals = left.slice(from, from + mostInPack).sort((a, b) => a - b);
        units.push({ item, read, keepResident, ordinals });
      }
    }
  }
  return units;
}

/** Those of one box after one another. */
async function byBox(session: Session, ordinals: readonly number[]): Promise<readonly number[]> {
  const boxes: { ordinal: number; y0: number; x0: number; position: number }[] = [];
  for (const [i, ordinal] of ordinals.entries()) {
    const found = session.catalog.exemplars.byOrdinal(ordinal);
    if (found) boxes.push({ ordinal, y0: found.y0, x0: found.x0, position: found.position });
    if (i % mostInPack === mostInPack - 1) await breath();
  }
  boxes.sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0 || a.position - b.position);
  return boxes.map(({ ordinal }) => ordinal);
}

async function packUnit(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
  { item, read, keepResident, ordinals }: PackUnit,
  failed: Set<string>,
): Promise<void> {
  const exemplars = ordinals.flatMap((each) => session.catalog.exemplars.byOrdinal(each) ?? []);
  const pack = exemplars[0]?.ordinal ?? 0;
  const patches = exemplars.map(({ plane, position, y0, y1, x0, x1 }) => ({
    plane: planeOf(plane),
    position,
    box: { y0, y1, x0, x1 },
  }));
  const file = packFile(session.folder, pack);
  const packed = await attempt('decode', item, () =>
    tasks.decode('pack', { volume: read, patches, file, keepResident }, { signal: context.signal }),
  );
  if (!packed.ok) {
    if (packed.failure.kind === 'cancelled') return;
    failed.add(item);
    context.report({ item, failure: packed.failure });
    return;
  }
  const { places, features } = packed.value;
  // Features first: a row that says "packed" promises that its features are on the disk too.
  session.features.write(ordinals, features);
  session.catalog.commitUnit(() => {
    exemplars.forEach((row, i) => {
      const place = places[i];
      if (place) session.catalog.exemplars.setPlace(row.ordinal, { pack, ...place });
    });
  });
}
