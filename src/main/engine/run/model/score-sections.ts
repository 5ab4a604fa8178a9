import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { z } from 'zod';
import { type cropYieldRequest, mostWindows } from '../../../../shared/crop-yield.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { scoreMap, type WindowGrid, windowGrid } from '../../yield/score-map.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';
import { modelByHash } from './model-store.ts';
import { hasMap, keepMap, type StoredMap } from './score-map-file.ts';
import { type WindowScorer, windowScorer } from './window-scorer.ts';

type Request = z.output<typeof cropYieldRequest>;

/** Windows sent to a worker at once: seconds of work, after which a cancelled job stops. */
const windowsAtOnce = 128;

/** A cross-section with all that its score map is made of. */
interface PlannedMap {
  readonly id: string;
  readonly volume: StoredVolume;
  readonly source: Source;
  readonly grid: WindowGrid;
  readonly made: Omit<StoredMap, 'edgesX' | 'edgesY'>;
}

/**
 * Scores overlapping windows all over cross-sections with the model in force and keeps the maps. Each
 * section is kept as it is done; one that is there already is not scored again.
 */
export async function scoreSections(
  session: Session,
  tasks: TaskClient,
  request: Request,
  context: JobContext,
): Promise<Outcome<string>> {
  const model = modelByHash(session, session.catalog.settings.get('model'));
  if (!model) return fail({ kind: 'map-needs-model' });
  const planned: PlannedMap[] = [];
  for (const section of request.sections) {
    const plan = planOf(session, section, request.stride, model.hash);
    if (!plan.ok) return plan;
    if (!hasMap(session, plan.value.id)) planned.push(plan.value);
  }
  const scorer = await windowScorer(session, tasks, model);
  if (!scorer.ok) return scorer;
  context.stage('score windows', sumOf(planned.map(({ made }) => made.windows)), 'windows');
  let scored = 0;
  for (const plan of planned) {
    const windows = await scoreWindows(session, scorer.value, plan, context);
    if (windows.ok) {
      const { scores, ...edges } = scoreMap(plan.grid, windows.value);
      const made = { ...plan.made, edgesY: [...edges.edgesY], edgesX: [...edges.edgesX] };
      const kept = await keepMap(session, plan.id, made, scores);
      if (!kept.ok) return kept;
      scored++;
    } else if (windows.failure.kind === 'cancelled') return windows;
    else context.report({ item: plan.volume.name, failure: windows.failure });
  }
  return succeed(`Scored ${scored} of ${request.sections.length} cross-sections.`);
}

/** Failures: `section-unknown`, `windows-too-many`. */
function planOf(
  session: Session,
  section: Request['sections'][number],
  asked: number | null,
  model: string,
): Outcome<PlannedMap> {
  const { plane, index } = section;
  const volume = session.catalog.volumes.byId(section.volume);
  const source = volume && session.catalog.sources.byId(volume.source);
  if (!volume?.resolvedMapping || !source || source.removed) {
    return fail({ kind: 'section-unknown', plane, index, count: 0 });
  }
  if (volume.reference.kind === 'absent') {
    return fail({ kind: 'volume-not-here', volume: volume.name });
  }
  const { count, height, width } = slabShape(volume.shape, plane);
  const fits = (plane === '2d') === (volume.kind === 'picture');
  if (!fits || index >= count) return fail({ kind: 'section-unknown', plane, index, count });
  const { patchSize } = session.settings();
  const stride = asked ?? Math.max(1, Math.round(patchSize / 4));
  const grid = windowGrid(height, width, patchSize, stride);
  const windows = grid.startsY.length * grid.startsX.length;
  if (windows > mostWindows) {
    return fail({ kind: 'windows-too-many', windows, most: mostWindows, stride });
  }
  const { contentId } = volume;
  const grey = greyOf(volume, source);
  const made = {
    version: 1,
    contentId,
    plane,
    index,
    stride,
    patchSize,
    windows,
    model,
    grey,
  } as const;
  return succeed({ id: idOf(made), volume, source, grid, made });
}

/** How samples of a volume become grey, as text: scores of another way are of other pixels. */
export const greyOf = (volume: StoredVolume, source: Source): string =>
  JSON.stringify([volume.resolvedMapping, source.invert]);

const idOf = (made: PlannedMap['made']): string =>
  createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 32);

/** Scores of the windows row by row; failure `cancelled`, or why the section cannot be read. */
async function scoreWindows(
  session: Session,
  scorer: WindowScorer,
  { volume, source, grid, made }: PlannedMap,
  context: JobContext,
): Promise<Outcome<Float32Array>> {
  const toRead = volumeToRead(session, volume, source);
  const { plane, index: position } = made;
  const boxes = grid.startsY.flatMap((y0) =>
    grid.startsX.map((x0) => ({
      y0,
      y1: Math.min(grid.height, y0 + grid.size),
      x0,
      x1: Math.min(grid.width, x0 + grid.size),
    })),
  );
  const scores = new Float32Array(boxes.length);
  const starts = Array.from(
    { length: Math.ceil(boxes.length / windowsAtOnce) },
    (_, i) => i * windowsAtOnce,
  );
  let problem: Outcome<never> | null = null;
  const done = await mapLimited(starts, availableParallelism(), context.mayGoOn, async (from) => {
    if (problem) return;
    const patches = boxes
      .slice(from, from + windowsAtOnce)
      .map((box) => ({ plane, position, box }));
    const found = await scorer(toRead, volume.name, patches);
    if (!found.ok) problem = found;
    else {
      scores.set(found.value, from);
      context.advance(patches.length);
    }
  });
  return problem ?? (done ? succeed(scores) : fail({ kind: 'cancelled' }));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
