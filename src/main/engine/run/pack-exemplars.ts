import { availableParallelism } from 'node:os';
import type { CutSettings } from '../../../shared/cut.ts';
import type { ExemplarRow } from '../catalog/exemplars.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import type { JobContext } from '../job/job-runner.ts';
import { attempt } from './attempt.ts';
import { cutSubject } from './cut-volumes.ts';
import type { VolumeToRead } from './decode-task.ts';
import { mapLimited } from './map-limited.ts';
import { packFile } from './patch-packs.ts';
import { planeCode, planeOf } from './plane-codes.ts';
import { planCut } from './planned-cut.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { volumeToRead } from './volume-to-read.ts';

/** Exemplars of one slab: one pack file, measured on the way. */
interface PackUnit {
  readonly item: string;
  readonly read: VolumeToRead;
  readonly keepResident: boolean;
  readonly exemplars: readonly ExemplarRow[];
}

const mostInPack = 512;

/**
 * Copies the pixels of every new exemplar into packs and measures its texture features.
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
  context.stage('measure', session.catalog.exemplars.countUnpacked(cut), 'exemplars');
  for (const volume of session.catalog.volumes.all()) {
    const units = unitsOf(session, cut, settings, volume);
    const failed = new Set<string>();
    const all = await mapLimited(
      units,
      availableParallelism() * 2,
      context.mayGoOn,
      async (unit) => {
        if (!failed.has(unit.item)) await packUnit(session, tasks, context, unit, failed);
        context.advance(unit.exemplars.length);
      },
    );
    if (!all) return false;
  }
  return true;
}

function unitsOf(
  session: Session,
  cut: number,
  settings: CutSettings,
  volume: StoredVolume,
): readonly PackUnit[] {
  const source = session.catalog.sources.byId(volume.source);
  const rows = session.catalog.exemplars.unpacked(cut, volume.id);
  if (!source || rows.length === 0) return [];
  const read = volumeToRead(session, volume, source);
  const item = `${source.name}/${volume.name}`;
  return planCut(cutSubject(volume), settings).planes.flatMap(({ plane, slabs }) => {
    const keepResident = volume.shape.z > 1 && plane !== 'xy';
    const ofPlane = rows.filter((row) => row.plane === planeCode(plane));
    return slabs.flatMap((slab) => {
      const [first = 0, last = 0] = [slab[0], slab.at(-1)];
      const exemplars = ofPlane.filter((row) => row.position >= first && row.position <= last);
      const parts = Math.ceil(exemplars.length / mostInPack);
      return Array.from({ length: parts }, (_, i) => ({
        item,
        read,
        keepResident,
        exemplars: exemplars.slice(i * mostInPack, (i + 1) * mostInPack),
      }));
    });
  });
}

async function packUnit(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
  { item, read, keepResident, exemplars }: PackUnit,
  failed: Set<string>,
): Promise<void> {
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
  session.features.write(
    exemplars.map((row) => row.ordinal),
    features,
  );
  session.catalog.commitUnit(() => {
    exemplars.forEach((row, i) => {
      const place = places[i];
      if (place) session.catalog.exemplars.setPlace(row.ordinal, { pack, ...place });
    });
  });
}
