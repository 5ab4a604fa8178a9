import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { DatasetDocument } from '../../../../shared/dataset.ts';
import type { ExportOptions } from '../../../../shared/export.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { FinishedDataset } from '../../export/finish-dataset.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { rowsOfPlan } from '../balance/plan-rows.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { breath } from '../turn/breath.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { writeBeside } from './export-beside.ts';
import { exportDocument } from './export-document.ts';
import { labelsOfSources, type SharedLabel } from './export-labels-table.ts';
import { type PlannedShard, planShards } from './export-shards.ts';
import type { ExportWork } from './export-work.ts';
import { openPartialSet } from './partial-set.ts';
import { inParts, type SplitSelection } from './patch-selection.ts';
import { type PreparedExport, prepareExport } from './prepare-export.ts';
import { selectExemplars } from './selected-exemplars.ts';
import { selectRaw } from './selected-raw.ts';

/**
 * Writes a set as a data set of its own, and records it in the project. What a killed process had finished
 * is kept and not written again, as is that of a project that was closed; a failure or a cancelled job leaves
 * nothing behind.
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
  const prepared = prepareExport(session, options);
  if (!prepared.ok) return prepared;
  context.stage('choose', 0, '');
  const selection = await select(session, tasks, options, prepared.value, context);
  if (!selection.ok) return selection;
  const labels = labelsOfSources(session, prepared.value.shared);
  const document = exportDocument(session, options, prepared.value, labels);
  const fingerprint = fingerprintOf(session, options, document, labels, selection.value);
  const opened = await openPartialSet(target, fingerprint, 'export');
  if (!opened.ok) return opened;
  const partial = opened.value;
  const work: ExportWork = {
    session,
    tasks,
    options,
    context,
    partial,
    prepared: prepared.value,
    selection: selection.value,
  };
  try {
    const written = await writeAll(work, document, labels);
    if (!written.ok) return fail(named(written.failure, partial.folder, target));
    const finished = await partial.finish();
    if (!finished.ok) return finished;
    record(session, target, options, written.value);
    return succeed(endSentence(work, written.value.patches, target));
  } finally {
    await partial.close(context.isClosing());
  }
}

async function select(
  session: Session,
  tasks: TaskClient,
  { set }: ExportOptions,
  { plan, sources, shared }: PreparedExport,
  context: JobContext,
): Promise<Outcome<SplitSelection>> {
  const planned = plan && (await rowsOfPlan(session, tasks, plan.rules, context.mayGoOn));
  if (planned && !planned.ok) return planned;
  const patches =
    set === 'raw'
      ? await selectRaw(session, shared)
      : await selectExemplars(session, set, shared, planned?.value.rows ?? null);
  const splitOf = new Map(sources.map(({ id, split }) => [id, split]));
  return succeed(inParts(patches, (source) => splitOf.get(source) ?? null));
}

function endSentence({ prepared, partial }: ExportWork, patches: number, target: string): string {
  const { leftOut } = prepared;
  const resumed = partial.resumed
    ? ' It went on from where an earlier export was interrupted.'
    : '';
  const names = leftOut.map(({ source }) => source).join(', ');
  const without = leftOut.length > 0 ? ` Left out, since marked not to be shared: ${names}.` : '';
  return `Exported ${patches.toLocaleString('en-US')} patches to ${target}.${resumed}${without}`;
}

/** Equal for exports that write the same bytes; any difference starts a killed export over. */
function fingerprintOf(
  session: Session,
  options: ExportOptions,
  document: DatasetDocument,
  labels: readonly SharedLabel[],
  { patches, runs }: SplitSelection,
): string {
  const hash = createHash('sha256');
  const parts = [session.key, session.cut(), options, document, runs, patches.digest];
  hash.update(JSON.stringify(parts));
  for (const { label } of labels) hash.update(`${label.value} ${label.reason} ${label.origin}\n`);
  return hash.digest('hex');
}

async function writeAll(
  work: ExportWork,
  document: DatasetDocument,
  labels: readonly SharedLabel[],
): Promise<Outcome<FinishedDataset>> {
  const { session, tasks, context, partial, prepared, selection } = work;
  const edge = session.settings().patchSize;
  const shards = planShards(selection.runs, prepared.exporter.shard, edge);
  const shardsWritten = await writeShards(work, shards);
  if (!shardsWritten.ok) return shardsWritten;
  const described = await writeBeside(work, document, labels);
  if (!described.ok) return described;
  context.stage('finish', 0, '');
  const ask = {
    partial: partial.folder,
    format: prepared.exporter.name,
    shards: shards.length,
    document: described.value,
  };
  return attempt('decode', 'the manifest', () =>
    tasks.decode('finish-dataset', ask, { signal: context.signal }),
  );
}

async function writeShards(
  work: ExportWork,
  shards: readonly PlannedShard[],
): Promise<Outcome<null>> {
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
  // More than there are workers: some wait for the disk, and none for the next to be put together.
  const all = await mapLimited(left, availableParallelism() + 2, mayGoOn, async (shard) => {
    const written = await writeShard(work, shard);
    if (written.ok) context.advance(shard.count);
    else problem.first ??= written.failure;
  });
  if (problem.first) return fail(problem.first);
  return all ? succeed(null) : fail({ kind: 'cancelled' });
}

/** A shard whose worker is lost is tried once more: the loss may have nothing to do with it. */
async function writeShard(work: ExportWork, shard: PlannedShard): Promise<Outcome<number>> {
  const { session, tasks, partial, prepared, selection } = work;
  const { split, count: _count, stretches, ...place } = shard;
  await breath();
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
  { format, set, plan: id }: ExportOptions,
  { patches, bytes, manifestSha256 }: FinishedDataset,
): void {
  if (session.readOnly) return;
  const at = Date.now();
  const plan = id === null ? null : (session.catalog.balancePlans.byId(id)?.name ?? null);
  session.catalog.commit(() =>
    session.catalog.exports.add({ folder, format, set, plan, patches, bytes, at, manifestSha256 }),
  );
}
