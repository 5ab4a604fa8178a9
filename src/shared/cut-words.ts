import { type CutSettings, editionOf, scopeOf } from './cut.ts';

type Word = readonly [name: string, of: (settings: CutSettings) => string];

/** Settings as people read them, those changed most often first. */
const words: readonly Word[] = [
  ['near-duplicate radius', ({ hammingLimit }) => String(hammingLimit)],
  ['seed', ({ seed }) => String(seed)],
  ['near-duplicates within each', scopeOf],
  ['mode', ({ mode }) => mode],
  ['planes', ({ planes }) => planes?.join(', ') ?? 'those that fit'],
  ['spacing', ({ spacing }) => String(spacing)],
  ['patch size', ({ patchSize }) => `${patchSize}`],
  ['hash size', ({ hashSize }) => String(hashSize)],
];

const isEdition = (before: CutSettings, after: CutSettings): boolean =>
  editionOf(before) !== editionOf(after) && words.every(([, of]) => of(before) === of(after));

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`);

/** What changes from one cut to another: "Near-duplicate radius from 12 to 8, seed from 1 to 2". */
export function cutChangeWords(before: CutSettings, after: CutSettings): string {
  if (isEdition(before, after)) {
    const steps = editionOf(after) - editionOf(before);
    return steps > 0
      ? 'Exemplars of sources that grew kept anew, from all volumes at once'
      : 'Exemplars as they were before sources that grew were kept anew';
  }
  const changes = words.flatMap(([name, of]) =>
    of(before) === of(after) ? [] : [`${name} from ${of(before)} to ${of(after)}`],
  );
  const text = changes.join(', ') || 'the same settings';
  return text[0]?.toUpperCase() + text.slice(1);
}

/** A cut in one line: "radius 12, seed 1, no-pixel-lost, 224 px, every section, hash 8 x 8". */
export function cutWords(settings: CutSettings): string {
  const { hammingLimit, seed, mode, patchSize, spacing, hashSize, planes } = settings;
  const parts = [
    `radius ${hammingLimit}`,
    `seed ${seed}`,
    mode,
    ...(settings.scope ? [`within each ${settings.scope}`] : []),
    `${patchSize} px`,
    spacing === 1 ? 'every section' : `every ${spacing}th section`,
    ...(planes ? [planes.join(', ')] : []),
    `hash ${hashSize} x ${hashSize}`,
    ...(settings.edition ? [`kept anew ${times(settings.edition)}`] : []),
  ];
  return parts.join(', ');
}
