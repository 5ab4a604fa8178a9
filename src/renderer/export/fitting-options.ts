import type { BalancePlan } from '../../shared/balance-plan.ts';
import type { ExportFormat, ExportOptions } from '../../shared/export.ts';

/** What there is to choose from now. */
export interface Choices {
  readonly hasCurated: boolean;
  readonly formats: readonly ExportFormat[];
  readonly plans: readonly BalancePlan[];
}

/** Plans that choose among the patches of a set, whichever they were made for; none does among raw ones. */
export function plansOf(
  plans: readonly BalancePlan[],
  set: ExportOptions['set'],
): readonly BalancePlan[] {
  return set === 'raw' ? [] : plans;
}

/**
 * The options with what is not there any more taken out: a set without patches, a removed plan or one with the raw
 * set, a format of another version, an encoding that the format has not.
 */
export function fittingOptions(options: ExportOptions, choices: Choices): ExportOptions {
  const set = options.set === 'curated' && !choices.hasCurated ? 'dedup' : options.set;
  const plan = plansOf(choices.plans, set).some(({ id }) => id === options.plan);
  const format = choices.formats.find(({ name }) => name === options.format) ?? choices.formats[0];
  const hasPictures = options.pictures !== null && format?.pictures.includes(options.pictures);
  return {
    ...options,
    set,
    plan: plan ? options.plan : null,
    format: format?.name ?? options.format,
    pictures: hasPictures ? options.pictures : null,
  };
}
