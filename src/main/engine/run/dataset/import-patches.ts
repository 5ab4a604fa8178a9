import { availableParallelism } from 'node:os';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { packFile } from '../exemplar/patch-packs.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { PlacedRow } from './dataset-rows.ts';
import type { MadeVolume } from './import-dataset-sources.ts';
import type { OpenDataset } from './open-dataset.ts';
import { type DatasetSurvey, visitRows } from './survey-dataset.ts';

/** A data set on its way into a new project. */
export interface ImportUnderWay {
  readonly opened: OpenDataset;
  readonly survey: DatasetSurvey;
  /** in the order of the survey's */
  readonly volumes: readonly MadeVolume[];
}

const mostInPack = 512;

/**
 * Stores every row as an exemplar with its pixels and features: ordinals are places in the manifest. Ends at
 * the first patch that is not what the manifest says.
 *
 * @returns scores by ordinal; NaN where there is none
 */
export async function packDatasetPatches(
  session: Session,
  tasks: TaskClient,
  { opened, survey, volumes, payload }: ImportUnderWay & { readonly payload: string },
  context: JobContext,
): Promise<Outcome<Float32Array>> {
  context.stage('copy and measure', survey.patches, 'patches');
  const scores = new Float32Array(survey.patches).fill(Number.NaN);
  const running = new Set<Promise<void>>();
  const problem = { first: null as Outcome<never> | null };
  let waiting: PlacedRow[] = [];
  let next = 0;

  const start = async (rows: readonly PlacedRow[]): Promise<void> => {
    const first = next;
    next += rows.length;
    for (const [i, { row }] of rows.entries()) scores[first + i] = row.score ?? Number.NaN;
    const lane = packRows(session, tasks, { opened, volumes, payload, rows, first }, context).then(
      (packed) => {
        running.delete(lane);
        if (!packed.ok) problem.first ??= packed;
        else context.advance(rows.length);
      },
    );
    running.add(lane);
    if (running.size > availableParallelism()) await Promise.race(running);
  };
  try {
    const seen = await visitRows(opened, survey.volumes, context, async (rows) => {
      waiting.push(...rows);
      while (waiting.length >= mostInPack && !problem.first)
        await start(waiting.splice(0, mostInPack));
      return problem.first ?? succeed(null);
    });
    if (!seen.ok) return seen;
    if (waiting.length > 0) await start(waiting);
    waiting = [];
  } finally {
    // What is under way still writes into the new project's folder.
    await Promise.all(running);
  }
  if (problem.first) return problem.first;
  session.catalog.commitUnit(() => {
    for (const { scope } of volumes) session.catalog.cuts.completeScope(scope);
  });
  session.forgetColumns();
  return succeed(scores);
}

async function packRows(
  session: Session,
  tasks: TaskClient,
  work: {
    readonly opened: OpenDataset;
    readonly volumes: readonly MadeVolume[];
    readonly payload: string;
    readonly rows: readonly PlacedRow[];
    readonly first: number;
  },
  context: JobContext,
): Promise<Outcome<null>> {
  const { opened, volumes, payload, rows, first } = work;
  const { format } = opened.dataset.layout;
  const patches = rows.map(({ row: { file, item, box, sha256 } }) => ({ file, item, box, sha256 }));
  const file = packFile(session.folder, first);
  const packed = await attempt('decode', opened.folder, () =>
    tasks.decode('pack-dataset', { payload, format, patches, file }, { signal: context.signal }),
  );
  if (!packed.ok) return packed;
  const { places, features } = packed.value;
  session.features.write(
    rows.map((_, i) => first + i),
    features,
  );
  session.catalog.commitUnit(() => {
    for (const [i, { row, volume, plane, position }] of rows.entries()) {
      const made = volumes[volume.place];
      const place = places[i];
      if (!made || !place) throw new Error(`Patch ${first + i} has no place.`);
      session.catalog.exemplars.add(made.scope, {
        ordinal: first + i,
        volume: made.volume.id,
        plane,
        position,
        ...row.box,
        hash: Buffer.from(row.hash, 'hex'),
        members: row.members,
        chosen: first + i,
        heldOut: made.isHeld(plane, position),
      });
      session.catalog.exemplars.setPlace(first + i, { pack: first, ...place });
    }
  });
  return succeed(null);
}
