import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { CutSettings } from '../../../../shared/cut.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { volumesAsRecorded } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';
import { attempt, attemptAgain, isLost } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { VolumeToRead } from '../task/worker-material.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { cutSubject, joinUnits, type PlannedCut, planCut } from '../volume/planned-cut.ts';
import { clearVolume } from '../volume/section-stretches.ts';
import { pathOf } from '../volume/volume-paths.ts';
import { isMappingKnown, settleMapping } from '../volume/volume-to-read.ts';
import { type CutProgress, type CutUnit, cutProgress } from './cut-units.ts';
import { inputsOf } from './stale-sources.ts';

/** A unit of one volume: cut, hashed and stored together. */
interface VolumeUnit {
  readonly subject: Subject;
  readonly progress: CutProgress;
  readonly unit: CutUnit;
}

interface Subject {
  readonly volume: StoredVolume;
  readonly source: Source;
  readonly read: VolumeToRead;
  readonly inputs: string;
  /** a process was lost while it worked on it, perhaps for another volume's sake */
  lost: boolean;
  failed: boolean;
}

/**
 * Slices, crops and hashes every volume that is new or stale in this cut. What goes wrong with one
 * volume becomes a row of the report and the others go on.
 *
 * @returns false when the job was cancelled.
 */
export async function cutVolumes(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
): Promise<boolean> {
  const subjects = await prepare(session, tasks, cut, settings, context);
  if (!subjects) return false;
  const units: VolumeUnit[] = [];
  for (const subject of subjects) {
    const plan = planFor(subject.volume, settings);
    const progress = cutProgress(session, cut, subject.volume.id, plan);
    for (const unit of await progress.missing()) units.push({ subject, progress, unit });
  }
  const patches = units.reduce((sum, { unit }) => sum + unit.patches, 0);
  context.stage('cut and hash', patches, 'patches');
  const cutAll = (some: readonly VolumeUnit[], atOnce: number) => {
    const work = (unit: VolumeUnit) => cutUnit(tasks, settings, context, unit, atOnce === 1);
    return mapLimited(some, atOnce, context.mayGoOn, work);
  };
  if (!(await cutAll(units, availableParallelism() * 2))) return false;
  // Who is to blame shows where each is alone in a process; the others are cut all the same.
  if (!(await cutAll(await leftOfLost(units), 1))) return false;
  session.catalog.commitUnit(() => {
    for (const { volume, inputs, failed } of subjects) {
      if (!failed) session.catalog.cuts.setVolume(cut, volume.id, inputs, true);
    }
  });
  return true;
}

async function leftOfLost(units: readonly VolumeUnit[]): Promise<readonly VolumeUnit[]> {
  const lost = new Map(
    units.flatMap((unit) => (unit.subject.lost ? [[unit.subject, unit.progress] as const] : [])),
  );
  const left: VolumeUnit[] = [];
  for (const [subject, progress] of lost) {
    for (const unit of await progress.missing()) left.push({ subject, progress, unit });
  }
  return left;
}

async function prepare(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
): Promise<Subject[] | null> {
  const { catalog } = session;
  const asRecorded = volumesAsRecorded(session);
  const known = catalog.cuts.inputsOfVolumes(cut);
  const sourceOf = new Map(catalog.sources.all().map((source) => [source.id, source]));
  const stale = catalog.volumes.all().flatMap((volume) => {
    if (volume.reference.kind === 'absent' && asRecorded.has(volume.id)) return [];
    const source = sourceOf.get(volume.source);
    if (!source) return [];
    const inputs = inputsOf(volume, source);
    const recorded = known.get(volume.id);
    const isCut = recorded?.complete && recorded.inputs === inputs;
    const isMapped = volume.resolvedFrom === null || isMappingKnown(session, volume, source);
    return isCut && isMapped ? [] : [{ volume, source, inputs, recorded }];
  });
  context.stage('check volumes', stale.length, 'volumes');
  const subjects: Subject[] = [];
  for (const { volume, source, inputs, recorded } of stale) {
    if (!(await context.mayGoOn())) return null;
    const item = `${source.name}/${volume.name}`;
    const read = await attemptAgain('decode', item, () =>
      settleMapping(session, tasks, volume, source),
    );
    context.advance(1);
    if (!read.ok) {
      context.report({ item, failure: read.failure });
      continue;
    }
    reportMissingVoxelSize(session, volume, settings, item, context);
    if (recorded?.inputs !== inputs) await clearVolume(session, cut, volume.id, inputs);
    subjects.push({ volume, source, inputs, read: read.value, lost: false, failed: false });
  }
  return subjects;
}

function reportMissingVoxelSize(
  session: Session,
  volume: StoredVolume,
  settings: CutSettings,
  item: string,
  context: JobContext,
): void {
  if (volume.kind === 'picture' || volume.shape.z === 1) return;
  if (volume.voxelSizeGiven ?? volume.voxelSizeOfFile) return;
  if (settings.planes) return;
  const failure: Failure = {
    kind: 'voxel-size-missing',
    path: basename(pathOf(session.locate(volume))),
  };
  context.report({ item, failure });
}

async function cutUnit(
  tasks: TaskClient,
  { mode, patchSize, hashSize }: CutSettings,
  context: JobContext,
  { subject, progress, unit }: VolumeUnit,
  isAlone: boolean,
): Promise<void> {
  if (subject.failed || (subject.lost && !isAlone)) return;
  const item = `${subject.source.name}/${subject.volume.name}`;
  const { part, patches } = unit;
  const keepResident = isWorthKeeping(subject.volume) && part.row !== null;
  const ask = { volume: subject.read, part, mode, patchSize, hashSize, keepResident };
  const hashed = await attempt('decode', item, () =>
    tasks.decode('hash-part', ask, { signal: context.signal }),
  );
  if (!hashed.ok) {
    if (hashed.failure.kind === 'cancelled') return;
    if (!isAlone && isLost(hashed)) {
      subject.lost = true;
      return;
    }
    if (!subject.failed) context.report({ item, failure: hashed.failure });
    subject.failed = true;
    return;
  }
  await progress.store(unit, hashed.value);
  context.advance(patches);
}

/** Kept volumes may be this large: those of two at a time must fit beside all else. */
const mostKept = 128 * 2 ** 20;

const voxelsOf = ({ shape }: StoredVolume): number => shape.z * shape.y * shape.x;

/** Samples that are packed, or wider than a byte: they are worth unpacking once. */
function isCostlyToRead(volume: StoredVolume): boolean {
  return volume.sampleType !== 'uint8' || volume.bytes < voxelsOf(volume);
}

function isWorthKeeping(volume: StoredVolume): boolean {
  return isCostlyToRead(volume) && voxelsOf(volume) <= mostKept;
}

/** A volume is read twice, along its rows and down its columns: at once where it is not kept. */
function planFor(volume: StoredVolume, settings: CutSettings): PlannedCut {
  const plan = planCut(cutSubject(volume), settings);
  const isOnce = isCostlyToRead(volume) && !isWorthKeeping(volume);
  return isOnce ? { ...plan, parts: joinUnits(plan.parts) } : plan;
}
