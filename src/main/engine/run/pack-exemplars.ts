import { availableParallelism } from 'node:os';
import type { CutSettings } from '../../../shared/cut.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import type { JobContext } from '../job/job-runner.ts';
import { attempt } from './attempt.ts';
import { breath } from './breath.ts';
import { cutSubject } from './cut-volumes.ts';
import type { VolumeToRead } from './decode-task.ts';
import { mapLimited } from './map-limited.ts';
import { packFile } from './patch-packs.ts';
import { planeCode, planeOf } from './plane-codes.ts';
import { planCut } from './planned-cut.ts';
import { reusePacks, twinScopes } from './reuse-packs.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { volumeToRead } from './volume-to-read.ts';

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
    for (const slab of slabs) {
      if (!(await context.mayGoOn())) return null;
      const positions = [slab[0] ?? 0, slab.at(-1) ?? 0] as const;
      const unpacked = exemplars.unpacked(cut, volume.id, planeCode(plane), positions);
      const left = await reusePacks(session, unpacked, twins);
      context.advance(unpacked.length - left.length);
      if (!source || left.length === 0) continue;
      const read = volumeToRead(session, volume, source);
      const item = `${source.name}/${volume.name}`;
      for (let from = 0; from < left.length; from += mostInPack) {
        const ordinals = left.slice(from, from + mostInPack);
        units.push({ item, read, keepResident, ordinals });
      }
    }
    await breath();
  }
  return units;
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
