import { z } from 'zod';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { StagePace } from '../job/progress-clock.ts';

/** How fast a stage goes, and whether it was measured in this project or is assumed. */
export interface StageRate {
  /** of what the stage counts, a second */
  readonly rate: number;
  readonly measured: boolean;
}

/** The stages of a run, in the order in which they come, and what each counts. */
export const runStages = [
  'check volumes',
  'cut and hash',
  'keep exemplars',
  'measure',
  'score',
] as const;
export type RunStage = (typeof runStages)[number];

/**
 * Assumed before the first run of a project: what two cores of a 2.5 GHz Xeon did with uncompressed volumes,
 * a second. Volumes, patches, patches, exemplars, exemplars.
 */
const assumed: Readonly<Record<RunStage, number>> = {
  'check volumes': 20,
  // Between 60,000 of 8-bit volumes along three axes and some thousand of packed ones.
  'cut and hash': 30_000,
  'keep exemplars': 100_000,
  measure: 300,
  score: 50_000,
};

const stored = z.record(z.string(), z.number());
const setting = 'stage-rates';
/** Of a shorter stage, and of fewer things, a rate says little. */
const [fewestSeconds, fewestDone] = [3, 10];

/** Remembers how fast a stage of a run went, for the forecasts of later ones. */
export function rememberRate(catalog: Catalog, { name, done, seconds }: StagePace): void {
  if (seconds < fewestSeconds || done < fewestDone) return;
  if (!(runStages as readonly string[]).includes(name)) return;
  const known = stored.parse(JSON.parse(catalog.settings.get(setting) ?? '{}'));
  const rate = Number((done / seconds).toPrecision(4));
  catalog.commitUnit(() =>
    catalog.settings.set(setting, JSON.stringify({ ...known, [name]: rate })),
  );
}

/** How fast each stage of a run goes here. */
export function ratesOf(catalog: Catalog): Readonly<Record<RunStage, StageRate>> {
  const known = stored.parse(JSON.parse(catalog.settings.get(setting) ?? '{}'));
  const rateOf = (stage: RunStage): StageRate => ({
    rate: known[stage] ?? assumed[stage],
    measured: known[stage] !== undefined,
  });
  return {
    'check volumes': rateOf('check volumes'),
    'cut and hash': rateOf('cut and hash'),
    'keep exemplars': rateOf('keep exemplars'),
    measure: rateOf('measure'),
    score: rateOf('score'),
  };
}
