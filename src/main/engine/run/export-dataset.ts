import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurationSet } from '../../../shared/balance.ts';
import type { DatasetDocument } from '../../../shared/dataset.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { version } from '../../../shared/version.ts';
import { exporters } from '../export/exporters.ts';
import type { JobContext } from '../job/job-runner.ts';
import { balanceReport } from './balance-report.ts';
import { hasCuratedSet } from './curated-set.ts';
import { ExportStopped, exportedExemplars, exportedRaw } from './exported-patches.ts';
import { staleSources } from './funnel.ts';
import { hashLabels } from './labelled-patches.ts';
import type { Session } from './session.ts';
import { sourceRecords } from './source-changes.ts';
import type { TaskClient } from './task-client.ts';
import { sourceThresholds, thresholdOf } from './threshold.ts';

/** Bytes of one exported patch besides its pixels: the TIFF header. */
const headerBytes = 200;

/** How many patches of how many bytes a set would give. */
export function planExport(
  session: Session,
  set: CurationSet,
): Outcome<{ patches: number; bytes: number; sources: number }> {
  const ready = readyToExport(session, set);
  if (!ready.ok) return ready;
  const counts =
    balanceReport(session, 'source').sets.find((entry) => entry.set === set)?.counts ?? [];
  const patches = counts.reduce((sum, count) => sum + count, 0);
  const edge = session.settings().patchSize;
  return succeed({
    patches,
    bytes: patches * (edge * edge + headerBytes),
    sources: counts.filter((count) => count > 0).length,
  });
}

function readyToExport(session: Session, set: CurationSet): Outcome<null> {
  if (session.columns().count === 0) return fail({ kind: 'no-exemplars' });
  if (set === 'curated' && !hasCuratedSet(session)) return fail({ kind: 'model-missing' });
  // Raw patches are read from the volumes again, as they are mapped today.
  const stale = set === 'raw' ? staleSources(session) : new Set<number>();
  const names = session.catalog.sources
    .all()
    .flatMap(({ id, name }) => (stale.has(id) ? [name] : []));
  return names.length > 0 ? fail({ kind: 'sources-stale', names }) : succeed(null);
}

/** Writes a set as a data set of its own, and records it in the project. */
export async function exportDataset(
  session: Session,
  tasks: TaskClient,
  request: { folder: string; set: CurationSet; format: string },
  context: JobContext,
): Promise<Outcome<string>> {
  const { folder, set, format } = request;
  const ready = readyToExport(session, set);
  if (!ready.ok) return ready;
  const exporter = exporters.find(({ name }) => name === format);
  if (!exporter) {
    const known = exporters.map(({ name }) => name).join(', ');
    return fail({ kind: 'option-invalid', option: '--format', given: format, known });
  }
  const plan = planExport(session, set);
  if (!plan.ok) return plan;
  context.stage('write', plan.value.patches, 'patches');
  let done = 0;
  const problems = { first: null as Outcome<never> | null };
  const patches =
    set === 'raw'
      ? exportedRaw(session, tasks, context, problems)
      : exportedExemplars(session, tasks, set, context, problems);
  const written = await exporter
    .write(
      folder,
      patches,
      documentOf(session, set),
      (progress) => {
        context.advance(progress.patches - done);
        done = progress.patches;
      },
      context.signal,
    )
    .catch((error: unknown) => {
      if (error instanceof ExportStopped && problems.first) return problems.first;
      throw error;
    });
  if (!written.ok) return written;
  const manifestSha256 = createHash('sha256')
    .update(await readFile(join(folder, 'manifest.csv')))
    .digest('hex');
  const { patches: count, bytes } = written.value;
  if (!session.readOnly) {
    session.catalog.commit(() =>
      session.catalog.exports.add({
        folder,
        format,
        set,
        patches: count,
        bytes,
        at: Date.now(),
        manifestSha256,
      }),
    );
  }
  return succeed(`Exported ${count.toLocaleString('en-US')} patches to ${folder}.`);
}

/** How the data set came about: everything a colleague needs to judge and repeat it. */
function documentOf(session: Session, set: CurationSet): DatasetDocument {
  const model = session.catalog.models.byHash(session.catalog.settings.get('model') ?? '');
  const labels = session.catalog.labels.all();
  const report = balanceReport(session, 'source');
  const giniOf = (name: CurationSet) =>
    report.sets.find((entry) => entry.set === name)?.gini ?? null;
  const stored = model
    ? (JSON.parse(model.record) as {
        hash: string;
        kind: string;
        seed: number;
        trainedOn: { labelsHash: string };
      })
    : null;
  const settings = session.settings();
  return {
    set,
    parameters: settings,
    versions: { 'em-curator': version },
    seeds: { deduplication: settings.seed, ...(stored ? { training: stored.seed } : {}) },
    model: stored
      ? {
          id: stored.hash,
          kind: stored.kind,
          labelsHash: stored.trainedOn.labelsHash,
          threshold: thresholdOf(session),
          sourceThresholds: Object.fromEntries(
            [...sourceThresholds(session)].map(([source, threshold]) => [
              session.catalog.sources.byId(source)?.name ?? String(source),
              threshold,
            ]),
          ),
        }
      : null,
    labelSetHash: labels.length > 0 ? hashLabels(labels) : null,
    sources: sourceRecords(session).map((source) => ({
      name: source.name,
      technique: source.metadata.technique,
      organism: source.metadata.organism,
      tissue: source.metadata.tissue,
      doi: source.metadata.doi,
      licence: source.metadata.licence,
      attribution: source.metadata.attribution,
      voxelSize: source.voxelSize,
      volumes: session.catalog.volumes.ofSource(source.id).map((volume) => ({
        name: volume.name,
        contentId: volume.contentId,
        shape: volume.shape,
        sampleType: volume.sampleType,
        mapping: volume.resolvedMapping,
      })),
      counts: { raw: source.raw, dedup: source.dedup, curated: source.curated },
    })),
    gini: { raw: giniOf('raw'), dedup: giniOf('dedup'), curated: giniOf('curated') },
  };
}
