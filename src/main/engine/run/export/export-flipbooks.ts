import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { type Failure, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { FlipbookOptions } from '../../../../shared/flipbook.ts';
import { version } from '../../../../shared/version.ts';
import type { VoxelSize } from '../../../../shared/volume.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { flipbookSections } from '../../patch/flipbook.ts';
import { staleSources } from '../cut/stale-sources.ts';
import type { Session } from '../project/session.ts';
import { shareableSources } from '../project/shareable-sources.ts';
import { hasCuratedSet } from '../set/curated-set.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { volumesHere } from '../volume/absent-volumes.ts';
import { openPartialSet, type PartialSet } from './partial-set.ts';
import { type PlannedFlipbooks, planFlipbooks, type VolumeFlipbooks } from './planned-flipbooks.ts';
import { selectExemplars } from './selected-exemplars.ts';

/** Voxels written between two looks at whether to go on, and redone after a kill. */
const voxelsAtOnce = 2 ** 25;

/**
 * Cuts small volumes around patches out of their volumes (spec 8), as a checksummed folder of its own. What a
 * killed process had finished is kept; a failure or a cancelled job leaves nothing behind.
 *
 * @param target absolute path of the new folder
 */
export async function exportFlipbooks(
  session: Session,
  tasks: TaskClient,
  target: string,
  options: FlipbookOptions,
  context: JobContext,
): Promise<Outcome<string>> {
  const ready = readyToCut(session, options);
  if (!ready.ok) return ready;
  context.stage('choose', 0, '');
  const planned = await plan(session, options);
  const document = documentOf(session, options, planned);
  const opened = await openPartialSet(target, fingerprintOf(session, document, planned), 'export');
  if (!opened.ok) return opened;
  const partial = opened.value;
  try {
    const written = await writeAll({ tasks, options, context, partial }, planned, document);
    if (!written.ok) return written;
    const finished = await partial.finish();
    return finished.ok ? succeed(endSentence(planned, options, target)) : finished;
  } finally {
    await partial.close(context.isClosing());
  }
}

function readyToCut(session: Session, { set }: FlipbookOptions): Outcome<null> {
  if (session.columns().count === 0) return fail({ kind: 'no-exemplars' });
  if (set === 'curated' && !hasCuratedSet(session)) return fail({ kind: 'model-missing' });
  const { shared } = shareableSources(session);
  const here = volumesHere(session, 'flipbooks', new Set(shared.map(({ id }) => id)));
  if (!here.ok) return here;
  // They are read from the volumes again, as they are mapped today.
  const stale = staleSources(session);
  const names = shared.flatMap(({ id, name }) => (stale.has(id) ? [name] : []));
  return names.length > 0 ? fail({ kind: 'sources-stale', names }) : succeed(null);
}

async function plan(session: Session, options: FlipbookOptions): Promise<PlannedFlipbooks> {
  const { shared } = shareableSources(session);
  const rows = options.ordinals && rowsOf(session, options.ordinals);
  const ofSources = new Set(shared.map(({ id }) => id));
  const selection = await selectExemplars(session, options.set, ofSources, rows);
  const sizes = new Map<string, VoxelSize | null>();
  for (const { id, name } of shared) {
    for (const volume of session.catalog.volumes.ofSource(id)) {
      const size = volume.voxelSizeGiven ?? volume.voxelSizeOfFile;
      sizes.set(JSON.stringify([name, volume.name]), size);
    }
  }
  const sizeOf = (volume: string, source: string) =>
    sizes.get(JSON.stringify([source, volume])) ?? null;
  return planFlipbooks(selection, sizeOf, options);
}

/** Rows of the exemplars asked for; ordinals that are none any more are passed over. */
function rowsOf(session: Session, ordinals: readonly number[]): Uint32Array {
  const { ordinal, count } = session.columns();
  const asked = new Set(ordinals);
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if (asked.has(ordinal[row] ?? -1)) rows.push(row);
  return Uint32Array.from(rows);
}

/** How the set came about: no time, user or path, so equal work gives equal bytes. */
function documentOf(session: Session, options: FlipbookOptions, planned: PlannedFlipbooks) {
  const { ordinals, depth, ...settings } = options;
  const refused: Record<string, number> = {};
  for (const { why } of planned.refused) refused[why] = (refused[why] ?? 0) + 1;
  const used = new Set(planned.facts.map(({ source, volume }) => JSON.stringify([source, volume])));
  const { shared } = shareableSources(session);
  const sources = shared.flatMap(({ id, name, metadata, invert }) => {
    const volumes = session.catalog.volumes
      .ofSource(id)
      .filter((volume) => used.has(JSON.stringify([name, volume.name])))
      .map((volume) => ({
        name: volume.name,
        contentId: volume.contentId,
        shape: volume.shape,
        voxelSize: volume.voxelSizeGiven ?? volume.voxelSizeOfFile,
        mapping: volume.resolvedMapping,
        invert,
      }));
    const { licence, attribution, doi } = metadata;
    return volumes.length > 0 ? [{ name, licence, attribution, doi, volumes }] : [];
  });
  return {
    format: 'em-curator-flipbooks',
    version: 1,
    versions: { 'em-curator': version },
    ...settings,
    chosen: ordinals === null ? null : ordinals.length,
    depth,
    sections: flipbookSections(depth),
    flipbooks: planned.facts.length,
    refused,
    sources,
  };
}

/** Equal for runs that write the same bytes; any difference starts a killed one over. */
function fingerprintOf(session: Session, document: object, planned: PlannedFlipbooks): string {
  const { facts, refused } = planned;
  const all = [session.key, session.cut(), document, facts, refused];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

interface Work {
  readonly tasks: TaskClient;
  readonly options: FlipbookOptions;
  readonly context: JobContext;
  readonly partial: PartialSet;
}

/** Flipbooks of one volume that are written and journalled together. */
interface FlipbookShard extends VolumeFlipbooks {
  readonly number: number;
}

async function writeAll(
  work: Work,
  { volumes, facts, refused }: PlannedFlipbooks,
  document: object,
): Promise<Outcome<number>> {
  const shards = shardsOf(volumes);
  const written = await writeShards(work, shards, facts.length);
  if (!written.ok) return written;
  const { tasks, context, partial } = work;
  context.stage('finish', 0, '');
  const tables = { flipbooks: facts, refused, document, version };
  return attempt('decode', 'the tables', () =>
    tasks.decode(
      'finish-flipbooks',
      { partial: partial.folder, shards: shards.length, tables },
      { signal: context.signal },
    ),
  );
}

function shardsOf(volumes: readonly VolumeFlipbooks[]): FlipbookShard[] {
  const shards: FlipbookShard[] = [];
  for (const volume of volumes) {
    const most = Math.max(...volume.flipbooks.map(voxelsOf), 1);
    const count = Math.max(1, Math.floor(voxelsAtOnce / most));
    for (let from = 0; from < volume.flipbooks.length; from += count) {
      const flipbooks = volume.flipbooks.slice(from, from + count);
      shards.push({ ...volume, flipbooks, number: shards.length });
    }
  }
  return shards;
}

const voxelsOf = ({ from, to, box }: VolumeFlipbooks['flipbooks'][number]): number =>
  (to - from) * (box.y1 - box.y0) * (box.x1 - box.x0);

async function writeShards(
  { tasks, options, context, partial }: Work,
  shards: readonly FlipbookShard[],
  total: number,
): Promise<Outcome<null>> {
  context.stage('cut', total, 'flipbooks');
  const { folder, resumed } = partial;
  const whole = new Set(resumed ? await tasks.decode('whole-shards', { partial: folder }) : []);
  const left = shards.filter(({ number }) => !whole.has(number));
  for (const shard of shards) if (whole.has(shard.number)) context.advance(shard.flipbooks.length);
  const problem = { first: null as Failure | null };
  const mayGoOn = async () => problem.first === null && (await context.mayGoOn());
  const all = await mapLimited(left, availableParallelism() + 1, mayGoOn, async (shard) => {
    const { name, volume, keepResident, flipbooks, number } = shard;
    const write = (replace: boolean) =>
      attempt('decode', name, () =>
        tasks.decode('write-flipbooks', {
          partial: folder,
          shard: number,
          as: options.as,
          replace,
          volume,
          keepResident,
          flipbooks,
        }),
      );
    const first = await write(resumed);
    const isLost = !first.ok && first.failure.kind === 'process-died';
    const written = isLost ? await write(true) : first;
    if (written.ok) context.advance(flipbooks.length);
    else problem.first ??= written.failure;
  });
  if (problem.first) return fail(problem.first);
  return all ? succeed(null) : fail({ kind: 'cancelled' });
}

function endSentence(
  { facts, refused }: PlannedFlipbooks,
  { depth }: FlipbookOptions,
  target: string,
): string {
  const sections = flipbookSections(depth);
  const even =
    sections === depth ? '' : ` (${depth} were asked for; an even number gives one more)`;
  const cut = `Cut ${facts.length.toLocaleString('en-US')} flipbooks of ${sections} sections${even} to ${target}.`;
  if (refused.length === 0) return cut;
  const counts = new Map<string, number>();
  for (const { why } of refused) counts.set(why, (counts.get(why) ?? 0) + 1);
  const reasons = [...counts].map(
    ([why, count]) => `${count.toLocaleString('en-US')} because ${why}`,
  );
  return `${cut} No flipbook for ${refused.length.toLocaleString('en-US')} patches: ${reasons.join(', ')}. They are listed in refused.csv.`;
}
