import { axisText } from './figure.ts';
import { type Markup, markup, markupTable } from './markup.ts';
import type { Evaluation, Share } from './model.ts';
import type { ReportData, ReportedModel } from './report.ts';

const grouped = (count: number): string => axisText(count, 'grouped');
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** The filter model and how it does on labels it has not seen. */
export function modelSection({ model, labels }: ReportData): Markup {
  const counts = markup`<p>${grouped(labels.informative)} patches are labelled informative, ${grouped(labels.uninformative)} uninformative, ${grouped(labels.unsure)} unsure.</p>`;
  if (!model)
    return markup`<section><h2>Filter model</h2>${counts}<p class="quiet">No model is in force.</p></section>`;
  const { holdOut, leaveSourcesOut } = model;
  const evaluations = [
    { name: 'hold-out', found: holdOut },
    ...(leaveSourcesOut ? [{ name: 'left-out sources', found: leaveSourcesOut }] : []),
  ];
  return markup`<section><h2>Filter model</h2>${counts}
${markupTable(['', ''], makings(model), [1])}
<h3>On labels it has not seen</h3>
${markupTable(
  ['', ...evaluations.map(({ name }) => name)],
  measures.map(([name, of]) => [name, ...evaluations.map(({ found }) => of(found))]),
)}
<p class="quiet">Hold-out: blocks of cross-sections set aside before labelling. Left-out sources: each source scored by a model that never saw it. Intervals: 95%.</p></section>`;
}

const makings = (model: ReportedModel): (string | null)[][] => [
  ['Kind', model.kind],
  ['Looks through', model.encoder ?? 'four texture features'],
  [
    'Trained on',
    `${grouped(model.informative)} informative and ${grouped(model.uninformative)} uninformative labels`,
  ],
  ['Threshold', `kept above ${model.threshold}`],
  ...model.sourceThresholds.map(([name, threshold]) => [`Threshold of ${name}`, `${threshold}`]),
  ['Precision of what is kept, on the hold-out', shareText(model.precision)],
  ['Recall of what is informative, on the hold-out', shareText(model.recall)],
  ['Model', model.hash],
  ['Labels', model.labelsHash],
];

const measures: readonly (readonly [string, (found: Evaluation) => string | null])[] = [
  ['Informative', (found) => grouped(found.informative)],
  ['Uninformative', (found) => grouped(found.uninformative)],
  ['Area under the ROC curve', (found) => valueText(found.auc, found.aucInterval)],
  [
    'Average precision',
    (found) => valueText(found.averagePrecision, found.averagePrecisionInterval),
  ],
  ['Accuracy', (found) => (found.accuracy === null ? null : percent(found.accuracy))],
  ['Brier score', (found) => valueText(found.brier, found.brierInterval)],
];

function valueText(value: number | null, interval: readonly [number, number] | null) {
  if (value === null) return null;
  const range = interval ? ` (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : '';
  return `${value.toFixed(3)}${range}`;
}

const shareText = (share: Share | null): string | null =>
  share && `${percent(share.share)} (${percent(share.low)} to ${percent(share.high)})`;

/** Every parameter and seed, and what they were used with. */
export function parameterSection(data: ReportData): Markup {
  const { settings, seeds, labels, version, grown, groupDecisions } = data;
  const steps = grown.map(({ source, steps }) => `${source} in ${steps} steps`).join(', ');
  const rows: (readonly [string, string | number])[] = [
    ['Way of cutting', settings.mode],
    ['Patch size', `${settings.patchSize} pixels`],
    ['Planes', settings.planes?.join(', ') ?? 'xy; all three of isotropic volumes'],
    ['Spacing of cross-sections', settings.spacing],
    ['Hash', `difference hash, ${settings.hashSize ** 2} bits`],
    ['Near-duplicates', `up to ${settings.hammingLimit} bits apart`],
    ...(grown.length > 0 ? [['Volumes joined later', steps] as const] : []),
    ...(groupDecisions > 0 ? [['Decisions on groups', groupDecisions] as const] : []),
    ...Object.entries(seeds).map(([name, seed]) => [`Seed of ${name}`, seed] as const),
    ...(labels.hash ? [['Labels', labels.hash] as const] : []),
    ['EM Curator', version],
  ];
  return markup`<section class="whole"><h2>Parameters</h2>${markupTable(['', ''], rows, [1])}</section>`;
}

/** Where every source comes from and under which terms. */
export function sourceSection({ sources }: ReportData): Markup {
  const rows = sources.map((source) => [
    source.name,
    [source.technique, source.organism, source.tissue].filter((word) => word !== '').join(', '),
    source.voxelSize,
    source.volumes,
    source.grey,
    source.licence || 'not stated',
    [source.attribution, source.doi, source.isWithheld ? 'not to be handed on' : '']
      .filter((words) => words !== '')
      .join('; '),
  ]);
  const headings = [
    'Source',
    'What it is',
    'Voxel, nm',
    'Volumes',
    'Grey levels',
    'Licence',
    'Attribution',
  ];
  return markup`<section><h2>Sources</h2>
${markupTable(headings, rows, [1, 4, 5, 6])}</section>`;
}
