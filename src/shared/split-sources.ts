import { type DatasetSplit, datasetSplit, type SplitRequest } from './export.ts';

/** A source and how many of its patches are exported. */
export interface SourceToSplit {
  readonly name: string;
  readonly patches: number;
}

/** Where each source goes, and what a person should know before relying on it. */
export interface SourceSplit {
  /** by the source's name; only sources with patches */
  readonly parts: ReadonlyMap<string, DatasetSplit>;
  /** whole sentences */
  readonly warnings: readonly string[];
}

/** Deals tried; the one nearest to the wished shares is kept. */
const deals = 64;

/**
 * Deals whole sources out to the parts of a data set, so that no network is tested on a source it has seen.
 * The largest go first, each to the part that lacks most patches; of 64 seeded orders the one that comes
 * nearest to the wished shares is kept. Depends on names, counts and the request alone, not on their order.
 */
export function splitSources(
  sources: readonly SourceToSplit[],
  request: SplitRequest,
): SourceSplit {
  const wanted = datasetSplit.options.filter((part) => request[part] > 0);
  const filled = sources
    .filter(({ patches }) => patches > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const total = filled.reduce((sum, { patches }) => sum + patches, 0);
  const random = seededRandom(request.seed);
  let best: { parts: DatasetSplit[]; off: number } | null = null;
  for (let deal = 0; deal < deals; deal++) {
    // The first deal is strictly by size; later ones loosen that order, which finds better sums.
    const order = filled.map((source, i) => ({
      i,
      weight: source.patches * (deal === 0 ? 1 + random() * 1e-6 : 0.4 + random()),
    }));
    order.sort((a, b) => b.weight - a.weight || a.i - b.i);
    const dealt = dealOut(order, filled, wanted, request, total);
    if (best === null || dealt.off < best.off - 1e-12) best = dealt;
  }
  const parts = new Map(filled.map(({ name }, i) => [name, best?.parts[i] ?? 'train']));
  return { parts, warnings: warningsOf(filled, parts, wanted, request, total) };
}

function dealOut(
  order: readonly { readonly i: number }[],
  sources: readonly SourceToSplit[],
  wanted: readonly DatasetSplit[],
  request: SplitRequest,
  total: number,
): { parts: DatasetSplit[]; off: number } {
  const held = new Map(wanted.map((part) => [part, { patches: 0, sources: 0 }]));
  const parts: DatasetSplit[] = new Array(sources.length);
  const lack = (part: DatasetSplit) => request[part] * total - (held.get(part)?.patches ?? 0);
  for (const [at, { i }] of order.entries()) {
    const empty = wanted.filter((part) => held.get(part)?.sources === 0);
    // The last sources go where there is none yet: an empty part is worse than an uneven one.
    const open = order.length - at <= empty.length ? empty : wanted;
    const part = open.reduce((a, b) => (lack(b) > lack(a) ? b : a), open[0] ?? 'train');
    parts[i] = part;
    const mine = held.get(part);
    if (mine)
      held.set(part, {
        patches: mine.patches + (sources[i]?.patches ?? 0),
        sources: mine.sources + 1,
      });
  }
  const off = wanted.reduce((sum, part) => sum + Math.abs(lack(part)), 0) / Math.max(1, total);
  return { parts, off };
}

/** A part may miss its wished share by so much before a person is told. */
const tolerated = 0.1;

function warningsOf(
  sources: readonly SourceToSplit[],
  parts: ReadonlyMap<string, DatasetSplit>,
  wanted: readonly DatasetSplit[],
  request: SplitRequest,
  total: number,
): string[] {
  if (sources.length < wanted.length) {
    const has = sources.length === 1 ? 'is 1 source' : `are ${sources.length} sources`;
    return [
      `There ${has} for ${wanted.length} parts, and a source is never divided: some part stays empty. Add sources, or ask for fewer parts.`,
    ];
  }
  return wanted.flatMap((part) => {
    const patches = sources.reduce(
      (sum, { name, patches: count }) => sum + (parts.get(name) === part ? count : 0),
      0,
    );
    const share = patches / Math.max(1, total);
    if (Math.abs(share - request[part]) <= tolerated) return [];
    return [
      `${part} holds ${percent(share)} of the patches instead of ${percent(request[part])}, since sources are never divided. Another seed, or more sources, may come nearer.`,
    ];
  });
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** xorshift32, from 0 up to but without 1. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0 || 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
