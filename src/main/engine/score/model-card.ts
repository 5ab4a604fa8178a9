import type { Evaluation, FilterModel } from '../../../shared/model.ts';

/** A model in words, for whoever gets it without the project: what it is, learnt from, how well it does, its limits. */
export function modelCard(
  model: Omit<FilterModel, 'id' | 'current' | 'scored'>,
  { threshold, files }: { readonly threshold: number; readonly files: readonly string[] },
): string {
  const { trainedOn, holdOut, leaveSourcesOut } = model;
  const chosen = Object.entries(model.chosen).map(([name, value]) => `${name} ${value}`);
  const total = trainedOn.informative + trainedOn.uninformative;
  return `# Filter model ${model.hash.slice(0, 12)}

Scores 8-bit grey patches of electron micrographs, 0 to 1: how likely each is informative for training
networks. Made with EM Curator; keep patches that score above ${threshold}.

| | |
|---|---|
| kind | ${kindWords[model.kind]} |
| looks at | ${model.encoder ? `the embedding of ${cell(model.encoder.name)} (${model.encoder.hash})` : lookWords[model.kind]} |
| files | ${files.map(cell).join(', ')} |
| trained on | ${total} labels: ${trainedOn.informative} informative, ${trainedOn.uninformative} uninformative |
| hash of the labels | ${trainedOn.labelsHash} |
| seed | ${model.seed} |
| chosen while training | ${chosen.join(', ') || 'nothing'} |
| mean of | ${model.members.join(', ') || 'no others'} |

## How well it does

| measured on | labels | AUC | average precision | Brier score | accuracy at ${threshold} |
|---|---|---|---|---|---|
${line('hold-out: blocks of sections set aside before labelling', holdOut)}
${leaveSourcesOut ? line('sources left out: each scored by a model that never saw it', leaveSourcesOut) : '| sources left out | not measured | | | | |'}

Intervals are 95 %, by bootstrap.

## Limits

${[...model.warnings, 'It was trained on the sources of one project; expect less on other tissue, techniques or microscopes.'].map((each) => `- ${each}`).join('\n')}
`;
}

const kindWords: Readonly<Record<FilterModel['kind'], string>> = {
  'texture-forest': 'random forest over four texture features (the baseline of CEM500K)',
  'embedding-head': 'logistic regression on an embedding',
  ensemble: 'mean of a texture forest and an embedding head',
  network: 'classifier that came trained',
};

const lookWords: Readonly<Record<FilterModel['kind'], string>> = {
  'texture-forest': 'lbp_std, geomean_median, entropy_std, canny_mean',
  'embedding-head': 'an embedding',
  ensemble: 'what its members look at',
  network: 'the patch',
};

function line(name: string, part: Evaluation): string {
  const rounded = (value: number | null) => (value === null ? 'unknown' : value.toFixed(3));
  const within = (interval: readonly [number, number] | null) =>
    interval ? ` (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : '';
  const cells = [
    name,
    String(part.informative + part.uninformative),
    rounded(part.auc) + within(part.aucInterval),
    rounded(part.averagePrecision) + within(part.averagePrecisionInterval),
    rounded(part.brier) + within(part.brierInterval),
    rounded(part.accuracy),
  ];
  return `| ${cells.join(' | ')} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
