import type { BalanceIntervals, BalanceReport } from './balance.ts';
import type { Composition, StageCounts } from './composition.ts';
import type { SectionYield } from './crop-yield.ts';
import type { CutSettings } from './cut.ts';
import type { LossReport } from './losses.ts';
import type { Evaluation, Share } from './model.ts';

/** Everything a report tells of a project. Holds no time, user, host or path: equal projects give equal bytes. */
export interface ReportData {
  readonly project: string;
  readonly version: string;
  readonly settings: CutSettings;
  /** of every random choice, by what it was drawn for */
  readonly seeds: Readonly<Record<string, number>>;
  /** sources that volumes joined after they were de-duplicated, and in how many steps */
  readonly grown: readonly { readonly source: string; readonly steps: number }[];
  /** of people on groups of near-duplicates, that hold */
  readonly groupDecisions: number;
  readonly balance: BalanceReport;
  /** of each set, over sources drawn again; null with too few */
  readonly intervals: readonly (BalanceIntervals | null)[];
  readonly composition: Composition;
  readonly losses: LossReport;
  readonly labels: {
    readonly informative: number;
    readonly uninformative: number;
    readonly unsure: number;
    readonly hash: string | null;
  };
  readonly model: ReportedModel | null;
  readonly yields: readonly SectionYield[];
  readonly sources: readonly ReportedSource[];
}

/** The filter model in force. */
export interface ReportedModel {
  readonly hash: string;
  readonly kind: string;
  readonly encoder: string | null;
  readonly informative: number;
  readonly uninformative: number;
  readonly labelsHash: string;
  readonly threshold: number;
  /** of sources that have their own, by name */
  readonly sourceThresholds: readonly (readonly [string, number])[];
  readonly holdOut: Evaluation;
  readonly leaveSourcesOut: Evaluation | null;
  readonly precision: Share | null;
  readonly recall: Share | null;
}

export interface ReportedSource {
  readonly name: string;
  readonly technique: string;
  readonly organism: string;
  readonly tissue: string;
  readonly licence: string;
  readonly doi: string;
  readonly attribution: string;
  /** marked not to be handed on */
  readonly isWithheld: boolean;
  /** edges in nm, z y x */
  readonly voxelSize: string;
  readonly volumes: number;
  /** how samples become 8-bit grey, in words */
  readonly grey: string;
  readonly counts: StageCounts;
}
