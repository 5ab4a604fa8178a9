import type { Funnel } from '../../shared/project.ts';

/** What no longer fits what it was made from, and what to do about it; empty when all fits. */
export function staleStages({ stale }: Funnel): string {
  const lines = [
    stale.patches ? 'Patches are out of date: run the project again.' : '',
    stale.exemplars && !stale.patches
      ? 'Exemplars that were chosen by hand are not measured yet: run the project.'
      : '',
    stale.scores && !stale.patches && !stale.exemplars
      ? 'Scores are out of date: score the project again.'
      : '',
    stale.model ? 'The model is older than the labels: train again to use them.' : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
