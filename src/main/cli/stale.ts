import type { Funnel } from '../../shared/project.ts';

/** What no longer fits what it was made from, and what to do about it; empty when all fits. */
export function staleStages({ stale }: Funnel): string {
  const lines = [
    stale.patches ? 'Patches are out of date: run the project again.' : '',
    stale.scores && !stale.patches ? 'Scores are out of date: score the project again.' : '',
    stale.model ? 'The model is older than the labels: train again to use them.' : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
