import { csvLine } from '../../shared/csv.ts';
import type { EmbeddingMap } from '../../shared/map.ts';

/** The map as text: what it was made from as `# name: value` lines, then one row a patch. */
export function mapCsv(map: EmbeddingMap, sourceName: (source: number) => string): string {
  const head = [
    '# Map of embeddings (UMAP)',
    `# encoder: ${map.encoder}`,
    `# seed: ${map.seed}`,
    `# centred by source: ${map.centreBySource ? 'yes' : 'no'}`,
  ].map((line) => `${line.replaceAll(/[\r\n]/g, ' ')}\n`);
  const rows = map.ordinals.map((ordinal, i) =>
    csvLine([
      ordinal,
      sourceName(map.source[i] ?? 0),
      map.x[i] ?? null,
      map.y[i] ?? null,
      map.score[i] ?? null,
      map.label[i] ?? 'none',
    ]),
  );
  const titles = csvLine(['ordinal', 'source', 'x', 'y', 'score', 'label']);
  return [...head, titles, ...rows].join('');
}
