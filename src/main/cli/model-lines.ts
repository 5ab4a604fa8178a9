import type { FilterModel } from '../../shared/model.ts';
import { counted, fixed } from './quantity.ts';

/** A filter model in a few lines: what it learned from, and how it does on labels it has not seen. */
export function modelLines(model: FilterModel): string {
  const { informative, uninformative } = model.trainedOn;
  const { holdOut, leaveSourcesOut } = model;
  const interval = holdOut.aucInterval;
  const between = interval ? ` (${fixed(interval[0], 3)} to ${fixed(interval[1], 3)})` : '';
  const others = leaveSourcesOut ? `; sources left out ${fixed(leaveSourcesOut.auc, 3)}` : '';
  return [
    `model ${model.hash.slice(0, 12)}, seed ${model.seed}: ${informative} informative, ${uninformative} uninformative`,
    `  area under ROC: hold-out ${fixed(holdOut.auc, 3)}${between} on ${counted(holdOut.informative + holdOut.uninformative, 'label')}${others}`,
    ...model.warnings.map((warning) => `  ${warning}`),
  ].join('\n');
}
