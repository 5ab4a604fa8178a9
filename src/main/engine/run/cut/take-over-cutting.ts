import { type CutSettings, cuttingOf } from '../../../../shared/cut.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { clearVolume, sectionStretches } from '../volume/section-stretches.ts';
import { isMappingKnown, settleMapping } from '../volume/volume-to-read.ts';
import { inputsOf } from './stale-sources.ts';

/** A volume that another cut has, hashed from the very same pixels. */
interface Taken {
  readonly volume: StoredVolume;
  readonly inputs: string;
  readonly from: number;
}

/**
 * Copies the hashes of volumes that another cut with the same planes, spacing, patches and hashes has, so that
 * another radius, seed or scope reads no volume again. A volume is complete once its last stretch is copied;
 * cut off before, it is gone on with, or cut from its file.
 *
 * @returns false when the job was cancelled.
 */
export async function takeOverCutting(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
): Promise<boolean> {
  const all = volumesElsewhere(session, cut, settings);
  if (all.length === 0) return true;
  context.stage('take over hashes', all.length, 'volumes');
  for (const taken of all) {
    if (!(await context.mayGoOn())) return false;
    if (await hasMapping(session, tasks, taken, context)) {
      if (!(await copyVolume(session, cut, taken, context))) return false;
    }
    context.advance(1);
  }
  return true;
}

function volumesElsewhere(session: Session, cut: number, settings: CutSettings): Taken[] {
  const { cuts, sources, volumes } = session.catalog;
  const cutting = cuttingOf(settings);
  const others = cuts
    .all()
    .filter((other) => other.id !== cut && cuttingOf(other.settings) === cutting)
    .map(({ id }) => ({ id, volumes: cuts.inputsOfVolumes(id) }));
  if (others.length === 0) return [];
  const here = cuts.inputsOfVolumes(cut);
  const sourceOf = new Map(sources.all().map((source) => [source.id, source]));
  return volumes.all().flatMap((volume) => {
    const source = sourceOf.get(volume.source);
    if (!source) return [];
    const inputs = inputsOf(volume, source);
    const isHere = (of: ReadonlyMap<number, { inputs: string; complete: boolean }>) => {
      const known = of.get(volume.id);
      return known?.complete === true && known.inputs === inputs;
    };
    const from = isHere(here) ? undefined : others.find((other) => isHere(other.volumes));
    return from ? [{ volume, inputs, from: from.id }] : [];
  });
}

/** Pixels that are read later must come out as those hashed did. */
async function hasMapping(
  session: Session,
  tasks: TaskClient,
  { volume }: Taken,
  context: JobContext,
): Promise<boolean> {
  const source = session.catalog.sources.byId(volume.source);
  if (!source) return false;
  if (isMappingKnown(session, volume, source)) return true;
  const item = `${source.name}/${volume.name}`;
  const settled = await attempt('decode', item, () =>
    settleMapping(session, tasks, volume, source),
  );
  if (!settled.ok) context.report({ item, failure: settled.failure });
  return settled.ok;
}

async function copyVolume(
  session: Session,
  cut: number,
  { volume, inputs, from }: Taken,
  context: JobContext,
): Promise<boolean> {
  const { catalog } = session;
  if (catalog.cuts.volumeInputs(cut, volume.id)?.inputs !== inputs) {
    await clearVolume(session, cut, volume.id, inputs);
  }
  for await (const stretch of sectionStretches(session, from, volume.id)) {
    if (!(await context.mayGoOn())) return false;
    catalog.commitUnit(() => catalog.crossSections.copy(from, cut, volume.id, stretch));
  }
  catalog.commitUnit(() => {
    catalog.sectionParts.removeVolume(cut, volume.id);
    catalog.cuts.setVolume(cut, volume.id, inputs, true);
  });
  return true;
}
