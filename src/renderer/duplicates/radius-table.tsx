import { UnstyledButton } from '@mantine/core';
import { memo, useState } from 'react';
import type { FigureInk } from '../../shared/figure.ts';
import type { KeepCurves } from '../../shared/keep-curve.ts';
import { inkOfSource } from '../../shared/keep-curve-figure.ts';
import { grouped, percentText } from '../element/numbers.ts';
import styles from './radius.module.css';
import { type RadiusColumn, type RadiusRow, sortedCurves, totalRow } from './sorted-curves.ts';

const headings = (radius: number): readonly (readonly [RadiusColumn, string])[] => [
  ['name', 'Source'],
  ['raw', 'raw'],
  ['now', 'kept now'],
  ['kept', `at ${radius}`],
  ['change', 'change'],
  ['share', 'of raw'],
];

/** What each source keeps now and would keep at the radius that is looked at; a heading sorts. */
export function RadiusTable(props: {
  readonly curves: KeepCurves;
  readonly radius: number;
  readonly lit: number | null;
  readonly onLit: (source: number | null) => void;
}) {
  const { curves, radius, lit, onLit } = props;
  const [column, setColumn] = useState<RadiusColumn>('raw');
  const [up, setUp] = useState(false);
  const sort = (next: RadiusColumn) => {
    setUp(next === column ? !up : next === 'name');
    setColumn(next);
  };
  return (
    <table className={styles['table']} aria-label="Sources">
      <thead>
        <tr>
          {headings(radius).map(([key, title]) => (
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
      <tbody onPointerLeave={() => onLit(null)}>
        <Row row={totalRow(curves, radius)} ink={0} isTotal isLit={false} onLit={onLit} />
        {sortedCurves(curves, radius, column, up).map((row) => (
          <Row
            key={row.source}
            row={row}
            ink={inkOfSource(curves, row.source, lit)}
            isTotal={false}
            isLit={row.source === lit}
            onLit={onLit}
          />
        ))}
      </tbody>
    </table>
  );
}

const Row = memo(
  function Row(props: {
    readonly row: RadiusRow;
    readonly ink: FigureInk;
    readonly isTotal: boolean;
    readonly isLit: boolean;
    readonly onLit: (source: number | null) => void;
  }) {
    const { row, ink, isTotal, onLit } = props;
    const { source, name, raw, now, kept, change, share } = row;
    return (
      <tr
        data-total={isTotal || undefined}
        data-lit={props.isLit || undefined}
        onPointerEnter={() => onLit(isTotal ? null : source)}
      >
        <th scope="row" title={name}>
          <span
            className={styles['swatch']}
            style={{ background: ink === 'reference' ? 'var(--secondary)' : `var(--ink-${ink})` }}
          />
          {isTotal ? (
            name
          ) : (
            <UnstyledButton onFocus={() => onLit(source)} onBlur={() => onLit(null)}>
              {name}
            </UnstyledButton>
          )}
        </th>
        <td>{grouped(raw)}</td>
        <td>{grouped(now)}</td>
        <td>{kept === null ? '–' : grouped(kept)}</td>
        <td>{change === null ? '–' : signed(change)}</td>
        <td>{share === null ? '–' : percentText(share)}</td>
      </tr>
    );
  },
  (a, b) =>
    a.ink === b.ink && a.isLit === b.isLit && JSON.stringify(a.row) === JSON.stringify(b.row),
);

/** "+41", "−1,204", "0". */
export function signed(change: number): string {
  if (change === 0) return '0';
  return `${change > 0 ? '+' : '−'}${grouped(Math.abs(change))}`;
}
