import type { DatasetFile } from '../../../../shared/dataset.ts';
import { addressOf, type DatasetSource, exportedSources, grouped } from './dataset-facts.ts';

/** What was done to the sources' samples to make this data set, step by step, with every parameter. */
export function processingSteps(dataset: DatasetFile): string[] {
  return [
    mappingStep(dataset),
    slicingStep(dataset),
    croppingStep(dataset),
    ...duplicateStep(dataset),
    ...filterStep(dataset),
    ...planStep(dataset),
    ...splitStep(dataset),
    ...weightStep(dataset),
    layoutStep(dataset),
  ];
}

const mappingRules = {
  identity: 'unsigned 8-bit samples as they are',
  picture: 'the rule of CEM500K for pictures',
  volume: 'the rule of CEM500K for volumes',
  linear: 'a linear mapping between two recorded limits',
} as const;

function mappingStep(dataset: DatasetFile): string {
  const volumes = exportedSources(dataset).flatMap((source) => source.volumes);
  const rules = Map.groupBy(volumes, ({ mapping }) => mapping?.rule ?? null);
  const said = [...rules].map(([rule, group]) => {
    const words = rule === null ? 'a mapping that is not recorded' : mappingRules[rule];
    return `${words} (${counted(group.length, 'volume or picture', 'volumes or pictures')})`;
  });
  const inverted = exportedSources(dataset).filter(({ invert }) => invert).length;
  const turned =
    inverted > 0 ? ` Black and white changed places in ${counted(inverted, 'source')}.` : '';
  return `Samples became 8-bit grey: ${said.join('; ') || 'by the rules in dataset.json'}.${turned} dataset.json has the limits of each.`;
}

function slicingStep({ parameters }: DatasetFile): string {
  const planes = parameters.planes
    ? `the planes ${parameters.planes.join(', ')}`
    : 'all three planes of volumes with isotropic voxels, and the xy plane of all others';
  const every =
    parameters.spacing === 1 ? 'Every cross-section' : `One cross-section in ${parameters.spacing}`;
  return `${every} was cut along ${planes}. Nothing was resampled.`;
}

function croppingStep({ parameters }: DatasetFile): string {
  const { patchSize: edge, mode } = parameters;
  const rule =
    mode === 'paper-exact'
      ? 'placed as the released code of CEM500K places them (mode paper-exact)'
      : 'side by side, the last ones of a row and column overlapping their neighbours so that no pixel is lost (mode no-pixel-lost)';
  return `Cross-sections were cropped into patches of ${edge} x ${edge} pixels, ${rule}; a cross-section smaller than that is one smaller patch.`;
}

function duplicateStep(dataset: DatasetFile): string[] {
  const { set, parameters, seeds } = dataset;
  if (set === 'raw') return [];
  const { hashSize, hammingLimit, seed } = parameters;
  return [
    `Of near-duplicates one exemplar was kept: patches whose difference hashes of ${hashSize * hashSize} bits differ in at most ${hammingLimit}, visited in random order (seed ${seeds['deduplication'] ?? seed}).`,
    ...growthWords(dataset),
    ...decisionWords(dataset),
  ];
}

function growthWords(dataset: DatasetFile): string[] {
  const grown = exportedSources(dataset).filter(({ scopes }) =>
    scopes?.some(({ steps }) => steps.length > 1),
  );
  if (grown.length === 0) return [];
  return [
    `To ${counted(grown.length, 'source')} volumes were added later: the exemplars of before stayed, and the new patches were visited after them. dataset.json has the steps of each.`,
  ];
}

function decisionWords({ groupDecisions }: DatasetFile): string[] {
  if (!groupDecisions || groupDecisions.length === 0) return [];
  return [
    `Persons changed groups of near-duplicates afterwards, in ${counted(groupDecisions.length, 'decision')}: another exemplar chosen, a patch split out, or groups merged. dataset.json lists them in their order.`,
  ];
}

function filterStep({ set, model }: DatasetFile): string[] {
  if (set !== 'curated') return [];
  const decided = 'A decision of a person, informative or uninformative, goes before any model.';
  if (!model) return [`Patches were kept as persons decided. ${decided}`];
  const own = Object.keys(model.sourceThresholds).length;
  const others = own > 0 ? ` (${counted(own, 'source')} with thresholds of their own)` : '';
  return [
    `A filter model (${model.kind}, ${shortHash(model.id)}) scored each patch; those above ${model.threshold} were kept${others}. ${decided}`,
  ];
}

function planStep({ plan }: DatasetFile): string[] {
  return plan
    ? ['A balance plan chose among these patches; its rules are in dataset.json under "plan".']
    : [];
}

function splitStep({ split }: DatasetFile): string[] {
  if (!split) return [];
  const { train, validation, test, seed } = split.request;
  return [
    `Whole sources were dealt out to train, validation and test, aiming at shares of ${train}, ${validation} and ${test} (seed ${seed}), so that no network is tested on a source it was trained on.`,
  ];
}

function weightStep({ weights }: DatasetFile): string[] {
  return weights
    ? [
        `The column "weight" of manifest.csv holds sampling weights that even out the sources (gamma ${weights.gamma}).`,
      ]
    : [];
}

function layoutStep({ layout }: DatasetFile): string {
  const pictures = layout.pictures ? `, pictures as lossless ${layout.pictures.toUpperCase()}` : '';
  return `Written in the layout "${layout.format}"${pictures}.`;
}

/** How the sources came to be here. */
export function collectionWords(dataset: DatasetFile): string {
  const sources = exportedSources(dataset);
  const published = sources.filter((source) => addressOf(source) !== null).length;
  const techniques = distinct(sources.map(({ technique }) => technique));
  const by = techniques.length > 0 ? ` Techniques stated: ${techniques.join(', ')}.` : '';
  return `The pictures are those of ${counted(sources.length, 'source')}, as their makers gave them; none was taken for this data set. ${grouped(published)} of them ${published === 1 ? 'names' : 'name'} a publication.${by} When they were taken is not recorded.`;
}

/** What a reader should not expect of the data set. */
export function limitations(dataset: DatasetFile): string[] {
  const sources = exportedSources(dataset);
  const edges = distinct(sources.map(({ voxelSize }) => (voxelSize ? String(voxelSize.x) : '')));
  const unsized = sources.filter(({ voxelSize }) => voxelSize === null).length;
  const missing = (['technique', 'organism', 'tissue', 'licence'] as const).flatMap((key) => {
    const count = sources.filter((source) => source[key].trim() === '').length;
    return count > 0 ? [`${key} of ${grouped(count)}`] : [];
  });
  return [
    'Patches of one source, and most of all of neighbouring cross-sections, resemble each other and are no independent samples.',
    ...(dataset.set === 'curated'
      ? [
          'What counts as informative was judged by the curators of this data set and by a model trained on their judgement.',
        ]
      : ['Patches without structure, such as empty resin, were not taken out.']),
    ...(edges.length > 1 ? ['Pixel sizes differ between sources, and nothing was resampled.'] : []),
    ...(unsized > 0 ? [`The voxel size of ${counted(unsized, 'source')} is not known.`] : []),
    ...(missing.length > 0
      ? [`Not stated by the makers of the sources: ${missing.join(', ')}.`]
      : []),
    ...(dataset.withheld > 0
      ? [
          `${counted(dataset.withheld, 'source')} of the project may not be shared and ${dataset.withheld === 1 ? 'is' : 'are'} not in this data set or in its figures.`,
        ]
      : []),
  ];
}

/** How evenly the sources contribute; empty where that cannot be told. */
export function balanceWords({ balance }: DatasetFile): string[] {
  const { gini, topFifthShare, holdingEighty, effectiveSources } = balance;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    ...(gini === null
      ? []
      : [`Gini coefficient over the sources: ${gini.toFixed(3)} (0 is even).`]),
    ...(topFifthShare === null
      ? []
      : [`The fifth of the sources with most patches holds ${percent(topFifthShare)} of them.`]),
    ...(holdingEighty === null
      ? []
      : [`${percent(holdingEighty)} of the sources hold 80 % of the patches.`]),
    ...(effectiveSources === null
      ? []
      : [`Effective number of sources (inverse Simpson index): ${effectiveSources.toFixed(1)}.`]),
  ];
}

/** Who or what judged the patches; empty where nobody did. */
export function annotationWords({ model, labelSetHash }: DatasetFile): string[] {
  if (labelSetHash === null && model === null) return [];
  return [
    'Curators labelled patches as informative, uninformative or unsure, some with a reason; labels name no person.',
    ...(model
      ? [
          `A filter model (${model.kind}) trained on these labels scored the patches that nobody labelled.`,
        ]
      : []),
  ];
}

/** A source in a few words: `FIB-SEM of liver (Mus musculus)`. */
export function sourceWords({ technique, organism, tissue }: DatasetSource): string {
  const parts = [technique, tissue && `of ${tissue}`, organism && `(${organism})`];
  return parts.filter((part) => part !== '').join(' ');
}

export const distinct = (texts: readonly string[]): string[] =>
  [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].sort();

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const shortHash = (hash: string): string => hash.slice(0, 12);
