import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { DatasetDocument } from '../../../shared/dataset.ts';
import type { ExportOptions } from '../../../shared/export.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { FinishedDataset } from '../export/finish-dataset.ts';
import type { JobContext } from '../job/job-runner.ts';
import { attempt } from './attempt.ts';
import { exportDocument } from './export-document.ts';
import { type PlannedShard, planShards } from './export-shards.ts';
import { mapLimited } from './map-limited.ts';
import { openPartialSet, type PartialSet } from './partial-set.ts';
import { inParts, type SplitSelection } from './patch-selection.ts';
import { type PreparedExport, prepareExport } from './prepare-export.ts';
import { selectExemplars } from './selected-exemplars.ts';
import { selectRaw } from './selected-raw.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

/**
 * Writes a set as a data set of its own, and records it in the project. What a killed process had finished
 * is kept and not written again; a failure or a cancelled job leaves nothing behind.
 *
 * @param target absolute path of the new folder
 */
export async function exportDataset(
  session: Session,
  tasks: TaskClient,
  target: string,
  options: ExportOptions,
  context: JobContext,
): Promise<Outcome<string>> {
  const prepared = await prepareExport(session, options);
  if (!prepared.ok) return prepared;
  const selection = await select(session, options, prepared.value);
  const document = exportDocument(session, options, prepared.value);
  const fingerprint = fingerprintOf(session, options, document, selection);
  const opened = await openPartialSet(target, fingerprint, 'export');
  if (!opened.ok) return opened;
  const partial = opened.value;
  try {
    const work = { session, tasks, options, context, partial, prepared: prepared.value, selection };
    const written = await writeAll(work, document);
    if (!written.ok) return fail(named(written.failure, partial.folder, target));
    const finished = await partial.finish();
    if (!finished.ok) return finished;
    record(session, target, options, written.value);
    return succeed(
      `Exported ${written.value.patches.toLocaleString('en-US')} patches to ${target}.`,
    );
  } finally {
    await partial.close();
  }
}

/** Everything that the parts of one export share. */
interface Work {
  readonly session: Session;
  readonly tasks: TaskClient;
  readonly options: ExportOptions;
  readonly context: JobContext;
  readonly partial: PartialSet;
  readonly prepared: PreparedExport;
  readonly selection: SplitSelection;
}

async function select(
  session: Session,
  { set }: ExportOptions,
  { rows, sources }: PreparedExport,
): Promise<SplitSelection> {
  const patches =
    set === 'raw' ? await selectRaw(session) : await selectExemplars(session, set, rows);
  const splitOf = new Map(sources.map(({ id, split }) => [id, split]));
  return inParts(patches, (source) => splitOf.get(source) ?? null);
}

/** Equal for exports that write the same bytes; any difference starts a killed export over. */
function fingerprintOf(
  session: Session,
  options: ExportOptions,
  document: DatasetDocument,
  { patches, runs }: SplitSelection,
): string {
  const labels = session.catalog.labels.all().map(({ value, reason }) => [value, reason]);
  const all = [session.key, session.cut(), options, document, runs, patches.digest, labels];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

async function writeAll(work: Work, document: DatasetDocument): Promise<Outcome<FinishedDataset>> {
  const { session, tasks, context, partial, prepared, selection } = work;
  const edge = session.settings().patchSize;
  const shards = planShards(selection.runs, prepared.exporter.shard, edge * edge);
  const shardsWritten = await writeShards(work, shards);
  if (!shardsWritten.ok) return shardsWritten;
  context.stage('finish', 0, '');
  const ask = {
    partial: partial.folder,
    format: prepared.exporter.name,
    shards: shards.length,
    document,
  };
  return attempt('decode', 'the manifest', () =>
    tasks.decode('finish-dataset', ask, { signal: context.signal }),
  );
}

async function writeShards(work: Work, shards: readonly PlannedShard[]): Promise<Outcome<null>> {
  const { tasks, context, partial, selection } = work;
  context.stage('write', selection.count, 'patches');
  const known = partial.resumed
    ? await tasks.decode('whole-shards', { partial: partial.folder })
    : [];
  const whole = new Set(known);
  for (const { number, count } of shards) if (whole.has(number)) context.advance(count);
  const left = shards.filter(({ number }) => !whole.has(number));
  const problem = { first: null as Failure | null };
  const mayGoOn = async () => problem.first === null && (await context.mayGoOn());
  // One more than there are workers, so that none waits for the next to be put together.
  const all = await mapLimited(left, availableParallelism() + 1, mayGoOn, async (shard) => {
    const written = await writeShard(work, shard);
    if (written.ok) context.advance(shard.count);
    else problem.first ??= written.failure;
  });
  if (problem.first) return fail(problem.first);
  return all ? succeed(null) : fail({ kind: 'cancelled' });
}

/** A shard whose worker is lost is tried once more: the loss may have nothing to do with it. */
async function writeShard(work: Work, shard: PlannedShard): Promise<Outcome<number>> {
  const { session, tasks, partial, prepared, selection } = work;
  const { split, count: _count, stretches, ...place } = shard;
  const parts = stretches.map(({ from, to }) => selection.patches.read(from, to));
  const weights = new Map(prepared.sources.map(({ name, weight }) => [name, weight]));
  const facts = parts.flatMap((part) =>
    part.facts.map((fact) => ({ ...fact, split, weight: weights.get(fact.source) ?? null })),
  );
  const groups = parts.flatMap((part) => part.groups);
  const write = (replace: boolean) =>
    attempt('decode', groups[0]?.name ?? 'a shard', () =>
      tasks.decode('write-shard', {
        project: session.folder,
        partial: partial.folder,
        format: prepared.exporter.name,
        pictures: prepared.pictures,
        replace,
        shard: place,
        facts,
        groups,
      }),
    );
  const written = await write(partial.resumed);
  const isLost = !written.ok && written.failure.kind === 'process-died';
  return isLost ? write(true) : written;
}

/** People know the data set by its own folder, not by the hidden one beside it. */
function named(failure: Failure, partial: string, target: string): Failure {
  if (!('path' in failure)) return failure;
  return failure.path.startsWith(partial) || target.startsWith(failure.path)
    ? { ...failure, path: target }
    : failure;
}

function record(
  session: Session,
  folder: string,
  { format, set }: ExportOptions,
  { patches, bytes, manifestSha256 }: FinishedDataset,
): void {
  if (session.readOnly) return;
  const at = Date.now();
  session.catalog.commit(() =>
    session.catalog.exports.add({ folder, format, set, patches, bytes, at, manifestSha256 }),
  );
}
