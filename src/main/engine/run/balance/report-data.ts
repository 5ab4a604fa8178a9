import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { ReportData, ReportedModel, ReportedSource } from '../../../../shared/report.ts';
import type { SourceRecord } from '../../../../shared/source.ts';
import { version } from '../../../../shared/version.ts';
import type { VoxelSize } from '../../../../shared/volume.ts';
import { groupDecisionsInForce, scopesOfSources } from '../exemplar/deduplication-record.ts';
import { hashLabels } from '../model/labelled-patches.ts';
import { modelByHash } from '../model/model-store.ts';
import { thresholdYield } from '../model/threshold-yield.ts';
import type { Session } from '../project/session.ts';
import { sourceThresholds, thresholdOf } from '../set/threshold.ts';
import { sourceRecords } from '../source/source-changes.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { balanceReport } from './balance-report.ts';
import { compositionReport } from './composition-report.ts';
import { cropYields } from './crop-yield-report.ts';
import { lossReport } from './loss-report.ts';

/** Gathers what a report of the project tells; failures are those of drawing random crops. */
export async function reportData(
  session: Session,
  tasks: TaskClient,
): Promise<Outcome<ReportData>> {
  const yields = await cropYields(session, tasks);
  if (!yields.ok) return yields;
  const balance = balanceReport(session, 'source');
  const counts = balance.sets.map((set) => set.counts);
  const intervals = await attempt('decode', 'the balance', async () =>
    succeed(await tasks.decode('balance-intervals', { counts })),
  );
  if (!intervals.ok) return intervals;
  const settings = session.settings();
  const labels = session.catalog.labels.all();
  const counted = session.catalog.labels.counts();
  const model = modelByHash(session, session.catalog.settings.get('model'));
  return succeed({
    project: session.name,
    version,
    settings,
    seeds: { 'de-duplication': settings.seed, ...(model ? { training: model.seed } : {}) },
    grown: grownSources(session),
    groupDecisions: groupDecisionsInForce(session, allSources(session))?.length ?? 0,
    balance,
    intervals: intervals.value,
    composition: compositionReport(session),
    losses: lossReport(session),
    labels: {
      informative: counted.get('informative') ?? 0,
      uninformative: counted.get('uninformative') ?? 0,
      unsure: counted.get('unsure') ?? 0,
      hash: labels.length > 0 ? hashLabels(labels) : null,
    },
    model: model && reportedModel(session, model),
    yields: yields.value,
    sources: sourceRecords(session).map(reportedSource),
  });
}

const allSources = ({ catalog }: Session): ReadonlySet<number> =>
  new Set(catalog.sources.all().map(({ id }) => id));

function grownSources(session: Session): ReportData['grown'] {
  const scopesOf = scopesOfSources(session);
  return session.catalog.sources.all().flatMap(({ id, name }) => {
    const steps = Math.max(0, ...(scopesOf(id) ?? []).map((scope) => scope.steps.length));
    return steps > 1 ? [{ source: name, steps }] : [];
  });
}

function reportedModel(
  session: Session,
  model: NonNullable<ReturnType<typeof modelByHash>>,
): ReportedModel {
  const yielded = thresholdYield(session, null);
  const nameOf = (id: number) => session.catalog.sources.byId(id)?.name ?? String(id);
  return {
    hash: model.hash,
    kind: model.kind,
    encoder: model.encoder?.name ?? null,
    ...model.trainedOn,
    threshold: thresholdOf(session),
    sourceThresholds: [...sourceThresholds(session)].map(
      ([source, threshold]) => [nameOf(source), threshold] as const,
    ),
    holdOut: model.holdOut,
    leaveSourcesOut: model.leaveSourcesOut,
    precision: yielded.ok ? yielded.value.precision : null,
    recall: yielded.ok ? yielded.value.recall : null,
  };
}

function reportedSource(source: SourceRecord): ReportedSource {
  const { name, metadata, volumes, voxelSize, mapping, invert, raw, dedup, curated } = source;
  const { technique, organism, tissue, licence, doi, attribution, withheld } = metadata;
  const limits = 'low' in mapping ? ` ${mapping.low} to ${mapping.high}` : '';
  return {
    name,
    technique,
    organism,
    tissue,
    licence,
    doi,
    attribution,
    isWithheld: withheld !== null,
    voxelSize: voxelSize ? edgesText(voxelSize) : 'not stated',
    volumes,
    grey: `${mapping.kind}${limits}${invert ? ', inverted' : ''}`,
    counts: { raw, dedup, curated },
  };
}

const edgesText = ({ z, y, x }: VoxelSize): string =>
  [...new Set([z, y, x])].length === 1 ? String(x) : [z, y, x].join(' × ');
