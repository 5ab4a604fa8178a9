import { UnstyledButton } from '@mantine/core';
import type { SourceLoss } from '../../shared/losses.ts';
import type { Share } from '../../shared/model.ts';
import { type LossColumn, sortedLosses } from '../../shared/sorted-losses.ts';
import { grouped, percentText } from '../element/numbers.ts';
import { SortHead, useSorting } from '../element/sort-head.tsx';
import tables from '../element/table.module.css';
import own from './composition.module.css';
import { showSource } from './show-source.ts';

/** More rows than this are read in a report. */
const mostRows = 1000;

const headings: readonly (readonly [LossColumn, string])[] = [
  ['name', 'Source'],
  ['raw', 'raw'],
  ['dedup', 'dedup'],
  ['dedupOfRaw', 'of raw'],
  ['curated', 'curated'],
  ['curatedOfDedup', 'of dedup'],
];

/** What is left of each source after each stage; a heading sorts. */
export function SurvivalTable({ sources }: { sources: readonly SourceLoss[] }) {
  const sorting = useSorting<LossColumn>('raw');
  const shown = sortedLosses(sources, sorting.column, sorting.up).slice(0, mostRows);
  return (
    <table className={tables['table']}>
      <thead>
        <tr>
          {headings.map(([key, title]) => (
            <SortHead key={key} title={title} of={key} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ source, name, counts, dedupOfRaw, curatedOfDedup }) => (
          <tr key={source}>
            <th scope="row" className={own['source']}>
              <UnstyledButton onClick={() => showSource({ id: source, name })}>
                {name}
              </UnstyledButton>
            </th>
            <td>{grouped(counts.raw)}</td>
            <td>{grouped(counts.dedup)}</td>
            <td>
              <ShareText share={dedupOfRaw} />
            </td>
            <td>{counts.curated === null ? '–' : grouped(counts.curated)}</td>
            <td>
              <ShareText share={curatedOfDedup} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ShareText({ share }: { share: Share | null }) {
  if (!share) return '–';
  return (
    <>
      {percentText(share.share)}
      <span className={own['interval']}>
        {percentText(share.low)} to {percentText(share.high)}
      </span>
    </>
  );
}
