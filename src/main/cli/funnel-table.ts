import type { Funnel } from '../../shared/project.ts';
import { count, counted, percent } from './quantity.ts';
import { table } from './table.ts';

/** The flow with its counts: how many patches each stage leaves of the one before. */
export function funnelTable(funnel: Funnel): string {
  const { raw, dedup, curated } = funnel;
  const rows = [
    [
      'raw',
      count(raw),
      `${counted(funnel.sources, 'source')}, ${counted(funnel.volumes, 'volume')}`,
    ],
    ['dedup', count(dedup), share(dedup, raw, 'raw')],
    [
      'curated',
      curated === null ? '-' : count(curated),
      curated === null ? noModel : share(curated, dedup, 'dedup'),
    ],
  ];
  return table([{ heading: 'set' }, { heading: 'patches', right: true }, { heading: '' }], rows);
}

const noModel = 'label patches and train first';

function share(part: number, whole: number, name: string): string {
  return whole > 0 ? `${percent(part / whole)} of ${name}` : '';
}
