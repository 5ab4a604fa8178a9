import type { Job } from '../../shared/job.ts';
import type { Funnel } from '../../shared/project.ts';
import { grouped } from '../element/numbers.ts';
import type { ScreenName } from '../session/navigation.ts';

export interface FunnelStage {
  readonly title: string;
  readonly screen: ScreenName;
  readonly count: number | null;
  /** shown in place of the count */
  readonly text: string | null;
  /** of the stage above, 0 to 1 */
  readonly share: number;
  /** what to do about it where it no longer fits what is upstream; empty where it does */
  readonly stale: string;
  readonly hint: string;
  /** what the next stage leaves out; null where no screen explains it */
  readonly loss: FunnelLoss | null;
}

/** What is lost on the way to the next stage, and the screen that explains it. */
export interface FunnelLoss {
  readonly title: string;
  readonly screen: ScreenName;
  readonly count: number;
  readonly hint: string;
}

/** The stages of the flow with what each keeps of the one above. */
export function funnelStages(funnel: Funnel): readonly FunnelStage[] {
  const { raw, dedup, curated, stale, gini } = funnel;
  const share = (part: number | null, whole: number) => (part && whole > 0 ? part / whole : 0);
  const kept = (part: number | null, whole: number, noun: string) =>
    part === null
      ? `not yet known of ${grouped(whole)} ${noun}`
      : `${grouped(part)} of ${grouped(whole)} ${noun}`;
  const stage = (title: string, screen: ScreenName, rest: Partial<FunnelStage>): FunnelStage => ({
    title,
    screen,
    count: null,
    text: null,
    share: 0,
    stale: '',
    hint: '',
    loss: null,
    ...rest,
  });
  return [
    stage('Sources', 'sources', {
      count: funnel.sources,
      share: funnel.sources > 0 ? 1 : 0,
      hint: `${grouped(funnel.volumes)} volumes in ${grouped(funnel.sources)} sources`,
    }),
    stage('Patches', 'raw', {
      count: raw,
      share: raw > 0 ? 1 : 0,
      stale: stale.patches && funnel.sources > 0 ? (raw > 0 ? 'run again' : 'run') : '',
      hint: `${grouped(raw)} patches as cut, near-duplicates included`,
      loss: duplicatesOf(raw, dedup),
    }),
    stage('Exemplars', 'patches', {
      count: dedup,
      share: share(dedup, raw),
      stale: stale.exemplars ? 'run' : '',
      hint: kept(dedup, raw, 'patches are exemplars'),
    }),
    stage('Curated', 'review', {
      count: curated,
      share: share(curated, dedup),
      stale: stale.scores ? 'score' : '',
      hint: kept(curated, dedup, 'exemplars are kept'),
    }),
    stage('Balance', 'balance', {
      text: gini === null ? '–' : `G ${gini.toFixed(2)}`,
      share: gini ?? 0,
      hint: 'Gini coefficient: 0 when every source gives as many patches, towards 1 when one gives all',
    }),
    stage('Export', 'export', {
      count: funnel.exports,
      share: funnel.exports > 0 ? 1 : 0,
      hint: 'Exported data sets',
    }),
  ];
}

const duplicatesOf = (raw: number, dedup: number): FunnelLoss => ({
  title: 'Duplicates',
  screen: 'duplicates',
  count: raw - dedup,
  hint: `${grouped(raw - dedup)} of ${grouped(raw)} patches are near-duplicates of an exemplar`,
});

/** The stage whose bar shows a job's progress. */
export function stageOfJob(job: Job): string {
  if (job.kind === 'add') return 'Sources';
  if (job.kind === 'export' || job.kind === 'verify') return 'Export';
  if (job.kind === 'train' || job.kind === 'score') return 'Curated';
  if (/score/i.test(job.stage)) return 'Curated';
  if (/exemplar|measure/i.test(job.stage)) return 'Exemplars';
  return 'Patches';
}
