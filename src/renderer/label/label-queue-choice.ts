import { z } from 'zod';
import { type GridQuery, sourceFilter } from '../../shared/grid.ts';

export const queueKind = z.enum([
  'unlabelled',
  'near-threshold',
  'uncertain-diverse',
  'expected-change',
  'diverse',
  'band',
  'disagreement',
  'suspect',
  'hold-out',
  'second-opinion',
  'labelled',
  'all',
]);
export type QueueKind = z.infer<typeof queueKind>;

/** Which patches wait to be labelled, and in which order. */
export const queue = z.object({
  kind: queueKind,
  order: z.enum(['per-source', 'random', 'position']),
  /** in an order of its own too, takes one of each source in turn */
  eachSource: z.boolean().default(false),
  /** share of patches drawn at random in an order that a model makes */
  randomShare: z.number().min(0).max(0.5).default(0.1),
  sources: z.array(z.int()),
  /** of a saved queue; those that are chosen here name sources */
  volumes: z.array(z.int()).default([]),
  where: sourceFilter,
  heldOut: z.boolean().nullable(),
  scoreFrom: z.number(),
  scoreTo: z.number(),
  /** patches of a second opinion */
  sample: z.int(),
  /** share of own earlier labels shown again */
  again: z.number(),
  blind: z.boolean(),
  seed: z.int(),
});
export type Queue = z.infer<typeof queue>;

export const anywhere = { technique: [], organism: [], tissue: [] };

export const firstQueue: Queue = {
  kind: 'unlabelled',
  order: 'random',
  eachSource: false,
  randomShare: 0.1,
  sources: [],
  volumes: [],
  where: anywhere,
  heldOut: null,
  scoreFrom: 0.3,
  scoreTo: 0.7,
  sample: 200,
  again: 0.02,
  blind: false,
  seed: 1,
};

interface Words {
  readonly title: string;
  readonly hint: string;
  /** its order is its own */
  readonly isOrdered?: true;
  /** a model leads it past what it is wrong about and sure of: patches at random are mixed in */
  readonly isMixed?: true;
  /** needs scores of a model, of two models, or labels */
  readonly needs?: 'model' | 'two models' | 'labels';
}

export const queueWords: { readonly [K in QueueKind]: Words } = {
  unlabelled: { title: 'Not labelled yet', hint: 'Everything that waits for a label.' },
  'near-threshold': {
    title: 'Near the threshold',
    hint: 'Not labelled, those the model is least sure of first.',
    isOrdered: true,
    isMixed: true,
    needs: 'model',
  },
  'uncertain-diverse': {
    title: 'Uncertain and different',
    hint: 'Not labelled, from the 4,000 least sure those that look most different.',
    isOrdered: true,
    isMixed: true,
    needs: 'model',
  },
  'expected-change': {
    title: 'Would change the model most',
    hint: 'Not labelled, those first whose label would move the model furthest.',
    isOrdered: true,
    isMixed: true,
    needs: 'model',
  },
  diverse: {
    title: 'Different from what is labelled',
    hint: 'Not labelled, those first that look least like any labelled patch and each other. Needs no model.',
    isOrdered: true,
  },
  band: { title: 'A band of scores', hint: 'Not labelled, with a score between.', needs: 'model' },
  disagreement: {
    title: 'Models disagree',
    hint: 'Not labelled, where the scores of the newest forest and head differ most.',
    isOrdered: true,
    isMixed: true,
    needs: 'two models',
  },
  suspect: {
    title: 'Suspected mistakes',
    hint: 'Labels that models trained without them contradict, worst first; in the hold-out too.',
    isOrdered: true,
    needs: 'labels',
  },
  'hold-out': {
    title: 'Hold-out, blind',
    hint: 'Patches that test models; scores are hidden so that they cannot sway you.',
  },
  'second-opinion': {
    title: 'Second opinion, blind',
    hint: 'A sample of what others labelled; their labels are hidden and stay as they are.',
    needs: 'labels',
  },
  labelled: { title: 'Labelled', hint: 'Look at labels again.', needs: 'labels' },
  all: { title: 'All exemplars', hint: 'Labelled or not.' },
};

type Part = Partial<GridQuery>;
const ofKind: { readonly [K in QueueKind]: (queue: Queue) => Part } = {
  unlabelled: ({ again }) => ({ set: 'unlabelled', again }),
  'near-threshold': () => ({ set: 'unlabelled', order: 'near-threshold' }),
  'uncertain-diverse': () => ({ set: 'unlabelled', order: 'uncertain-diverse' }),
  'expected-change': () => ({ set: 'unlabelled', order: 'expected-change' }),
  diverse: () => ({ set: 'unlabelled', order: 'diverse' }),
  band: ({ scoreFrom, scoreTo }) => ({ set: 'unlabelled', scoreFrom, scoreTo }),
  disagreement: () => ({ set: 'unlabelled', order: 'disagreement' }),
  suspect: () => ({ set: 'suspect', order: 'suspect' }),
  'hold-out': () => ({ set: 'unlabelled', heldOut: true, blind: true }),
  'second-opinion': ({ sample }) => ({
    set: 'second-opinion',
    pass: 'second',
    blind: true,
    sample,
  }),
  labelled: () => ({ set: 'labelled' }),
  all: () => ({ set: 'all' }),
};

/** The query of a queue. @param asOf action it was opened at, to open the very same again */
export function queryOf(queue: Queue, asOf: number | null): GridQuery {
  const { order, seed, sources, volumes, where, heldOut, blind } = queue;
  const { isOrdered = false, isMixed = false } = queueWords[queue.kind];
  return {
    set: 'all',
    order,
    seed,
    sources,
    volumes,
    where,
    heldOut,
    blind,
    asOf,
    eachSource: isOrdered && queue.eachSource,
    randomShare: isMixed ? queue.randomShare : 0,
    ...ofKind[queue.kind](queue),
  };
}

/** The choice that a saved query came from. */
export function queueOf(query: GridQuery): Queue {
  return {
    ...firstQueue,
    kind: kindOf(query),
    order: query.order === 'per-source' || query.order === 'position' ? query.order : 'random',
    eachSource: query.eachSource ?? false,
    randomShare: query.randomShare ?? 0,
    sources: query.sources ?? [],
    volumes: query.volumes ?? [],
    where: sourceFilter.parse(query.where ?? {}),
    heldOut: query.heldOut ?? null,
    scoreFrom: query.scoreFrom ?? firstQueue.scoreFrom,
    scoreTo: query.scoreTo ?? firstQueue.scoreTo,
    sample: query.sample ?? firstQueue.sample,
    again: query.again ?? 0,
    blind: query.blind ?? false,
    seed: query.seed ?? 1,
  };
}

const scoreOrders = [
  'near-threshold',
  'uncertain-diverse',
  'expected-change',
  'disagreement',
] satisfies QueueKind[];
const byScores: ReadonlySet<string> = new Set(scoreOrders);
const ownOrders: ReadonlySet<string> = new Set([...scoreOrders, 'diverse']);

function kindOf(query: GridQuery): QueueKind {
  const { set, order } = query;
  if (set === 'second-opinion' || set === 'suspect' || set === 'labelled' || set === 'all')
    return set;
  // `as`: the set above holds kinds only.
  if (ownOrders.has(order)) return order as QueueKind;
  if ((query.scoreFrom ?? null) !== null) return 'band';
  return query.heldOut === true && query.blind === true ? 'hold-out' : 'unlabelled';
}

/** Whether other scores would show other patches, or in another order. */
export function followsScores(query: GridQuery): boolean {
  const { set, order, scoreFrom = null, scoreTo = null } = query;
  return byScores.has(order) || set === 'suspect' || scoreFrom !== null || scoreTo !== null;
}

const orderWords = {
  'per-source': 'each source in turn',
  random: 'random order',
  position: 'by position',
};

/** What a queue shows, in one line: "Not labelled yet · each source in turn · 2 sources". */
export function sayQueue(queue: Queue, nameOf: (source: number) => string): string {
  const { title, isOrdered, isMixed } = queueWords[queue.kind];
  const [only] = queue.sources;
  const filters = [...queue.where.technique, ...queue.where.organism, ...queue.where.tissue];
  const sources =
    queue.sources.length === 1 && only !== undefined
      ? nameOf(only)
      : queue.sources.length > 1
        ? `${queue.sources.length} sources`
        : '';
  return [
    title,
    queue.kind === 'band' ? `${queue.scoreFrom} to ${queue.scoreTo}` : '',
    isOrdered ? (queue.eachSource ? orderWords['per-source'] : '') : orderWords[queue.order],
    isMixed && queue.randomShare > 0 ? `${shareText(queue.randomShare)} at random` : '',
    sources,
    filters.join(', '),
    heldOutWords(queue),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** 0.1 as "10%", 0.025 as "2.5%". */
const shareText = (share: number): string => `${Math.round(share * 1000) / 10}%`;

function heldOutWords({ kind, heldOut, blind }: Queue): string {
  if (kind === 'hold-out' || kind === 'second-opinion') return '';
  const side = heldOut === null ? '' : heldOut ? 'hold-out only' : 'without hold-out';
  return blind ? [side, 'scores hidden'].filter(Boolean).join(', ') : side;
}

/** What the Label screen shows, as kept for the next time; null where it cannot be read. */
export const labelShowing = z.object({ queue, asOf: z.int().nullable(), assisted: z.boolean() });
export type LabelShowing = z.infer<typeof labelShowing>;

export function readShowing(text: string): LabelShowing | null {
  try {
    return labelShowing.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
