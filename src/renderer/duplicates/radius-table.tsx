import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import type { FigureInk } from '../../shared/figure.ts';
import type { KeepCurves } from '../../shared/keep-curve.ts';
import { inkOfSource } from '../../shared/keep-curve-figure.ts';
import { LongName } from '../element/long-name.tsx';
import { grouped, percentText } from '../element/numbers.ts';
import { SortHead, useSorting } from '../element/sort-head.tsx';
import tables from '../element/table.module.css';
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
  const sorting = useSorting<RadiusColumn>('raw');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles['scroller']} tabIndex={0} aria-label="Table of sources">
      <table className={`${tables['table']} ${styles['table']}`} aria-label="Sources">
        <thead>
          <tr>
            {headings(radius).map(([key, title]) => (
              <SortHead key={key} title={title} of={key} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody onPointerLeave={() => onLit(null)}>
          <Row row={totalRow(curves, radius)} ink={0} isTotal isLit={false} onLit={onLit} />
          {sortedCurves(curves, radius, sorting.column, sorting.up).map((row) => (
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
    </section>
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
        <th scope="row" aria-label={name}>
          <span className={styles['named']}>
            <span
              className={styles['swatch']}
              style={{ background: ink === 'reference' ? 'var(--secondary)' : `var(--ink-${ink})` }}
            />
            {isTotal ? (
              name
            ) : (
              <UnstyledButton
                className={styles['lights']}
                aria-label={`Light the curve of ${name}`}
                onFocus={() => onLit(source)}
                onBlur={() => onLit(null)}
              >
                <LongName name={name} />
              </UnstyledButton>
            )}
          </span>
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
