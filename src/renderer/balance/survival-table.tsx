import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { SourceLoss } from '../../shared/losses.ts';
import type { Share } from '../../shared/model.ts';
import { type LossColumn, sortedLosses } from '../../shared/sorted-losses.ts';
import { grouped, percentText } from '../element/numbers.ts';
import own from './composition.module.css';
import { showSource } from './show-source.ts';
import tables from './table.module.css';

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
  const [column, setColumn] = useState<LossColumn>('raw');
  const [up, setUp] = useState(false);
  const sort = (next: LossColumn) => {
    setUp(next === column ? !up : next === 'name');
    setColumn(next);
  };
  const shown = sortedLosses(sources, column, up).slice(0, mostRows);
  return (
    <table className={tables['table']}>
      <thead>
        <tr>
          {headings.map(([key, title]) => (
            <th
              key={key}
              scope="col"
              aria-sort={column === key ? (up ? 'ascending' : 'descending') : 'none'}
            >
              <UnstyledButton onClick={() => sort(key)}>
                {title}
                {column === key ? (up ? ' ↑' : ' ↓') : ''}
              </UnstyledButton>
            </th>
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
