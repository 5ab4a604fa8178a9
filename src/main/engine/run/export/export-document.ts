import type { CurationSet } from '../../../../shared/balance.ts';
import type { DatasetDocument } from '../../../../shared/dataset.ts';
import { datasetSplit, type ExportOptions } from '../../../../shared/export.ts';
import { giniCoefficient } from '../../../../shared/lorenz.ts';
import { version } from '../../../../shared/version.ts';
import { pictureLibraries } from '../../export/picture-file.ts';
import { balanceOf, balanceReport } from '../balance/balance-report.ts';
import { groupDecisionsInForce, scopesOfSources } from '../exemplar/deduplication-record.ts';
import { hashLabels } from '../model/labelled-patches.ts';
import { asRecorded, recordedOf } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';
import { countSet } from '../set/count-set.ts';
import { hasCuratedSet } from '../set/curated-set.ts';
import { sourceThresholds, thresholdOf } from '../set/threshold.ts';
import { sourceRecords } from '../source/source-changes.ts';
import type { SharedLabel } from './export-labels-table.ts';
import type { PreparedExport } from './prepare-export.ts';

/**
 * How the data set came about: everything a colleague needs to judge and repeat it. What lies beside the
 * manifest is filled in once it is written.
 */
export function exportDocument(
  session: Session,
  options: ExportOptions,
  prepared: PreparedExport,
  labels: readonly SharedLabel[],
): DatasetDocument {
  // How often it was kept anew says nothing of what is there.
  const { edition: _, ...settings } = session.settings();
  const model = modelOf(session);
  const { exporter, pictures, leftOut, plan } = prepared;
  return {
    set: options.set,
    plan: plan && { name: plan.name, rules: plan.rules },
    layout: { format: exporter.name, pictures },
    parameters: settings,
    versions: { 'em-curator': version, ...pictureLibraries(pictures) },
    seeds: {
      deduplication: settings.seed,
      ...(model ? { training: model.seed } : {}),
      ...(options.split ? { split: options.split.seed } : {}),
    },
    model: model && {
      id: model.hash,
      kind: model.kind,
      labelsHash: model.trainedOn.labelsHash,
      threshold: thresholdOf(session),
      sourceThresholds: Object.fromEntries(
        [...sourceThresholds(session)].flatMap(([source, threshold]) => {
          const { name } = session.catalog.sources.byId(source) ?? {};
          return name !== undefined && prepared.shared.has(source) ? [[name, threshold]] : [];
        }),
      ),
    },
    labelSetHash: labelSetHash(session, labels),
    groupDecisions: groupDecisionsInForce(session, prepared.shared),
    sources: documentSources(session, prepared),
    withheld: leftOut.length + (recordedOf(session)?.dataset.withheld ?? 0),
    split: options.split && { request: options.split, parts: partsOf(prepared) },
    weights: options.gamma === null ? null : { gamma: options.gamma },
    labels: null,
    groups: null,
    embeddings: null,
    terms: options.terms,
    ...balanceOfExport(session, prepared),
  };
}

/** A data set without its table of labels says the hash of labels that are not here. */
function labelSetHash(session: Session, labels: readonly SharedLabel[]): string | null {
  const recorded = asRecorded(session);
  if (recorded && !recorded.dataset.labels) return recorded.dataset.labelSetHash;
  return labels.length > 0 ? hashLabels(inOrderOfAddress(labels)) : null;
}

function modelOf(session: Session) {
  const stored = session.catalog.models.byHash(session.catalog.settings.get('model') ?? '');
  // `as`: written by our own training, which records these.
  return stored
    ? (JSON.parse(stored.record) as {
        hash: string;
        kind: string;
        seed: number;
        trainedOn: { labelsHash: string };
      })
    : null;
}

function documentSources(
  session: Session,
  { sources, shared }: PreparedExport,
): DatasetDocument['sources'] {
  const exported = new Map(sources.map((source) => [source.id, source]));
  const countsOf = countsByVolume(session);
  const scopesOf = scopesOfSources(session);
  const records = sourceRecords(session).filter(({ id }) => shared.has(id));
  return records.map((source) => ({
    name: source.name,
    technique: source.metadata.technique,
    organism: source.metadata.organism,
    tissue: source.metadata.tissue,
    doi: source.metadata.doi,
    licence: source.metadata.licence,
    attribution: source.metadata.attribution,
    voxelSize: source.voxelSize,
    mapping: source.mapping,
    invert: source.invert,
    volumes: session.catalog.volumes.ofSource(source.id).map((volume) => ({
      name: volume.name,
      kind: volume.kind,
      pictureNumber: volume.pictureNumber,
      contentId: volume.contentId,
      shape: volume.shape,
      sampleType: volume.sampleType,
      voxelSize: volume.voxelSizeGiven ?? volume.voxelSizeOfFile,
      mapping: volume.resolvedMapping,
      counts: countsOf(volume.id),
    })),
    counts: {
      raw: source.raw,
      dedup: source.dedup,
      curated: source.curated,
      exported: exported.get(source.id)?.patches ?? 0,
    },
    scopes: scopesOf(source.id),
    split: exported.get(source.id)?.split ?? null,
  }));
}

/** Patches of single volumes in each set. */
function countsByVolume(session: Session) {
  const raw = countSet(session, 'volume', 'raw');
  const dedup = countSet(session, 'volume', 'dedup');
  const curated = hasCuratedSet(session) ? countSet(session, 'volume', 'curated') : null;
  return (volume: number) => ({
    raw: raw.get(volume) ?? 0,
    dedup: dedup.get(volume) ?? 0,
    curated: curated && (curated.get(volume) ?? 0),
  });
}

function partsOf({ sources }: PreparedExport) {
  return datasetSplit.options.map((split) => {
    const mine = sources.filter((source) => source.split === split);
    return { split, sources: mine.length, patches: mine.reduce((sum, s) => sum + s.patches, 0) };
  });
}

function balanceOfExport(
  session: Session,
  { sources, shared }: PreparedExport,
): Pick<DatasetDocument, 'gini' | 'balance'> {
  const report = balanceReport(session, 'source');
  const isShared = report.ids.map((id) => shared.has(id));
  const giniOf = (set: CurationSet) => {
    const found = report.sets.find((entry) => entry.set === set);
    return found ? giniCoefficient(found.counts.filter((_, i) => isShared[i])) : null;
  };
  const exported = new Map(sources.map(({ id, patches }) => [id, patches]));
  const counts = [...shared].map((id) => exported.get(id) ?? 0).sort((a, b) => a - b);
  const { gini, topFifthShare, holdingEighty, effective } = balanceOf('curated', counts);
  const effectiveSources = effective?.order2 ?? null;
  return {
    gini: {
      raw: giniOf('raw'),
      dedup: giniOf('dedup'),
      curated: giniOf('curated'),
      exported: gini,
    },
    balance: { gini, topFifthShare, holdingEighty, effectiveSources, counts },
  };
}

/** As the project keeps them, so that the hash is that of the same labels there. */
function inOrderOfAddress(labels: readonly SharedLabel[]) {
  const all = labels.map(({ label }) => label);
  const before = (a: string, b: string) => Number(a > b) - Number(a < b);
  return all.sort((a, b) => before(a.address.contentId, b.address.contentId));
}
