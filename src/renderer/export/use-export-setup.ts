import { useEffect } from 'react';
import type { BalancePlan } from '../../shared/balance-plan.ts';
import type { ExportFormat, ExportOptions, ExportPlan } from '../../shared/export.ts';
import { succeed } from '../../shared/failure.ts';
import type { Project } from '../../shared/project.ts';
import { engine } from '../bridge.ts';
import { useStore } from '../session/store.ts';
import { type Answer, useAnswer } from '../session/use-answer.ts';
import { useSettled } from '../session/use-settled.ts';
import { exportChoice, loadChoice } from './export-choice.ts';
import { fittingOptions } from './fitting-options.ts';

/** What is chosen, and what there is to choose from. */
export interface ExportSetup {
  readonly options: ExportOptions;
  readonly formats: readonly ExportFormat[];
  readonly plans: readonly BalancePlan[];
  readonly hasCurated: boolean;
}

/** Null until it is known; `problem` says why it stays so. */
export function useExportSetup(project: Project): {
  readonly setup: ExportSetup | null;
  readonly problem: string | null;
} {
  const hasCurated = project.funnel.curated !== null;
  const options = useStore(exportChoice, (state) => state.options);
  const formats = useAnswer(async () => succeed(await engine.exports.formats.query()), []);
  const plans = useAnswer(() => engine.balance.plans.list.query(), []);
  useEffect(() => void loadChoice(project.key, hasCurated), [project.key, hasCurated]);
  const problem = formats.problem ?? plans.problem;
  if (!options || !formats.value || !plans.value) return { setup: null, problem };
  const choices = { hasCurated, formats: formats.value, plans: plans.value };
  return { setup: { ...choices, options: fittingOptions(options, choices) }, problem };
}

/** Sliding and typing must not ask at every step. */
const stillMs = 120;

/** What the chosen export comes to. Words of the title and description do not bear on it. */
export function useExportPlan(options: ExportOptions): Answer<ExportPlan> {
  const settled = useSettled(options, stillMs);
  const { terms, ...rest } = settled;
  const { licence, published, url, creators } = terms;
  const bearing = [licence, published, url, creators.trim() === ''];
  return useAnswer(() => engine.exports.plan.query(settled), [rest, ...bearing]);
}
