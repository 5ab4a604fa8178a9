import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { BalanceReport } from '../../shared/balance.ts';
import { grouped, percentText } from '../element/numbers.ts';
import styles from './balance-screen.module.css';
import { type Contribution, contributions, sortedBy } from './contributions.ts';
import { showSource } from './show-source.ts';

/** Counts of each source (or volume) in each set; a heading sorts. */
export function ContributionTable({ report }: { report: BalanceReport }) {
  const [column, setColumn] = useState<number | 'name'>(report.sets.length - 1);
  const [up, setUp] = useState(false);
  const rows = sortedBy(contributions(report), column, up);
  const sort = (next: number | 'name') => {
    setUp(next === column ? !up : next === 'name');
    setColumn(next);
  };
  const heading = (title: string, key: number | 'name') => (
    <th
      key={title}
      scope="col"
      aria-sort={column === key ? (up ? 'ascending' : 'descending') : 'none'}
    >
      <UnstyledButton onClick={() => sort(key)}>
        {title}
        {column === key ? (up ? ' ↑' : ' ↓') : ''}
      </UnstyledButton>
    </th>
  );
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          {heading(report.by === 'source' ? 'Source' : 'Volume', 'name')}
          {report.sets.map((set, i) => heading(set.set, i))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, 1000).map((row) => (
          <Row key={row.id} row={row} report={report} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, report }: { row: Contribution; report: BalanceReport }) {
  return (
    <tr>
      <th scope="row" className={styles['name']}>
        {report.by === 'source' ? (
          <UnstyledButton onClick={() => showSource(row)}>{row.name}</UnstyledButton>
        ) : (
          row.name
        )}
      </th>
      {row.counts.map((count, i) => {
        const total = report.sets[i]?.patches ?? 0;
        return (
          <td key={report.sets[i]?.set}>
            {grouped(count)}{' '}
            <span className={styles['quiet']}>{total > 0 ? percentText(count / total) : ''}</span>
          </td>
        );
      })}
    </tr>
  );
}
