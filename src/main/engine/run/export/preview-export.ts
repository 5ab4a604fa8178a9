import { datasetSplit, type ExportOptions, type ExportPreview } from '../../../../shared/export.ts';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import {
  datasetName,
  embeddingsName,
  groupsName,
  labelsName,
  manifestName,
  payloadSumsName,
  tagSumsName,
} from '../../export/dataset-layout.ts';
import type { NamedFiles } from '../../export/name-files.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { exportDocument } from './export-document.ts';
import { planShards } from './export-shards.ts';
import { inParts, type SplitSelection } from './patch-selection.ts';
import { type ExportedSource, type PreparedExport, prepareExport } from './prepare-export.ts';
import { selectExemplars } from './selected-exemplars.ts';
import { selectRaw } from './selected-raw.ts';

/** Sources looked at, of each part or of a set without parts, and patches of each of them. */
const mostOfPart = 1;
const mostOfAll = 2;
const mostPatches = 3;

/**
 * Names of the first files that an export would write: the exporter itself lays out a few patches of the first
 * sources, without their pixels and without a file.
 */
export async function previewExport(
  session: Session,
  tasks: TaskClient,
  options: ExportOptions,
): Promise<Outcome<ExportPreview>> {
  const prepared = prepareExport(session, options);
  if (!prepared.ok) return prepared;
  const sources = firstSources(prepared.value.sources);
  const selection = await select(session, options, sources);
  const payload = await payloadNames(session, tasks, options, prepared.value, selection);
  if (!payload.ok) return payload;
  const all = prepared.value.sources.reduce((sum, { patches }) => sum + patches, 0);
  return succeed({
    beside: [...besideNames(options), ...payload.value.names.documents],
    payload: [...payload.value.names.payload],
    isWhole: payload.value.patches === all,
  });
}

function firstSources(sources: readonly ExportedSource[]): readonly ExportedSource[] {
  const parts = [...datasetSplit.options, null];
  return parts.flatMap((part) =>
    sources.filter(({ split }) => split === part).slice(0, part === null ? mostOfAll : mostOfPart),
  );
}

/** Of a balance plan, whose choice takes long, names are those of the whole set. */
async function select(
  session: Session,
  { set }: ExportOptions,
  sources: readonly ExportedSource[],
): Promise<SplitSelection> {
  const ids = new Set(sources.map(({ id }) => id));
  const patches =
    set === 'raw' ? await selectRaw(session, ids) : await selectExemplars(session, set, ids, null);
  const splitOf = new Map(sources.map(({ id, split }) => [id, split]));
  return inParts(patches, (source) => splitOf.get(source) ?? null);
}

async function payloadNames(
  session: Session,
  tasks: TaskClient,
  options: ExportOptions,
  prepared: PreparedExport,
  { runs, patches }: SplitSelection,
): Promise<Outcome<{ names: NamedFiles; patches: number }>> {
  const { exporter, pictures } = prepared;
  const edge = session.settings().patchSize;
  const few = runs.map((run) => ({ ...run, count: Math.min(run.count, mostPatches) }));
  const shards = planShards(few, exporter.shard, edge).map(
    ({ stretches, split, count: _count, ...shard }) => {
      const facts = stretches.flatMap(({ from, to }) => patches.read(from, to).facts);
      return { shard, facts: facts.map((fact) => ({ ...fact, split, weight: null })) };
    },
  );
  const document = exportDocument(session, options, prepared, []);
  const ask = { format: exporter.name, pictures, shards, document };
  const named = await attempt('decode', 'the first names', () => tasks.decode('name-files', ask));
  if (!named.ok) return named;
  const count = few.reduce((sum, run) => sum + run.count, 0);
  return succeed({ names: named.value, patches: count });
}

function besideNames({ set, labels, groups, embeddings }: ExportOptions): string[] {
  return [
    datasetName,
    manifestName,
    ...(labels ? [labelsName] : []),
    ...(groups && set !== 'raw' ? [groupsName] : []),
    ...(embeddings ? [`${embeddingsName}.${embeddings}`] : []),
    payloadSumsName,
    tagSumsName,
  ];
}
