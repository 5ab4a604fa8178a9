import type { Evaluation, FilterModel } from '../../shared/model.ts';
import { counted, fixed } from './quantity.ts';

/** What kind of model it is, in words. */
export const modelWords = ({ kind, encoder }: FilterModel): string =>
  ({
    'texture-forest': 'texture forest',
    'embedding-head': `head on ${encoder?.name ?? 'an embedding'}`,
    ensemble: 'mean of forest and head',
    network: `network ${encoder?.name ?? ''}`.trim(),
  })[kind];

/** A filter model in a few lines: what it learned from, and how it does on labels it has not seen. */
export function modelLines(model: FilterModel): string {
  const { informative, uninformative } = model.trainedOn;
  const { holdOut, leaveSourcesOut } = model;
  const others = leaveSourcesOut ? `; sources left out ${areaWords(leaveSourcesOut)}` : '';
  const labels = counted(holdOut.informative + holdOut.uninformative, 'label');
  return [
    `model ${model.id} ${model.hash.slice(0, 12)}, ${modelWords(model)}, seed ${model.seed}: ${informative} informative, ${uninformative} uninformative${model.current ? '; in force' : ''}`,
    `  area under ROC: hold-out ${areaWords(holdOut)} on ${labels}${others}`,
    ...(model.current ? model.warnings.map((warning) => `  ${warning}`) : []),
  ].join('\n');
}

function areaWords({ auc, aucInterval }: Evaluation): string {
  const between = aucInterval
    ? ` (${fixed(aucInterval[0], 3)} to ${fixed(aucInterval[1], 3)})`
    : '';
  return `${fixed(auc, 3)}${between}`;
}
