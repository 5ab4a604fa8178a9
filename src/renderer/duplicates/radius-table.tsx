import { memo, useEffect, useRef, useState } from 'react';
import type { FigureInk } from '../../shared/figure.ts';
import type { KeepCurves } from '../../shared/keep-curve.ts';
import { inkOfSource } from '../../shared/keep-curve-figure.ts';
import { LongName } from '../element/long-name.tsx';
import { grouped, percentText } from '../element/numbers.ts';
import { SortHead, useSorting } from '../element/sort-head.tsx';
import tables from '../element/table.module.css';
import { useCommands } from '../session/commands.ts';
import styles from './radius.module.css';
import {
  litAfter,
  type RadiusColumn,
  type RadiusRow,
  sortedCurves,
  totalRow,
} from './sorted-curves.ts';

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
  const rows = sortedCurves(curves, radius, sorting.column, sorting.up);
  // What a key lights is brought into view; what the pointer lights lies there.
  const [walked, setWalked] = useState<number | null>(null);
  const walk = (step: 1 | -1) => {
    const next = litAfter(rows, lit, step);
    setWalked(next);
    onLit(next);
  };
  useCommands([
    {
      title: 'Light the next source',
      group: 'This screen',
      keys: ['arrowdown'],
      run: () => walk(1),
    },
    {
      title: 'Light the source before',
      group: 'This screen',
      keys: ['arrowup'],
      run: () => walk(-1),
    },
    {
      title: 'Light no source',
      group: 'This screen',
      keys: ['escape'],
      run: () => onLit(null),
    },
  ]);
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
          <Row
            row={totalRow(curves, radius)}
            ink={0}
            isTotal
            isLit={false}
            isWalked={false}
            onLit={onLit}
          />
          {rows.map((row) => (
            <Row
              key={row.source}
              row={row}
              ink={inkOfSource(curves, row.source, lit)}
              isTotal={false}
              isLit={row.source === lit}
              isWalked={row.source === lit && row.source === walked}
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
    /** by a key */
    readonly isWalked: boolean;
    readonly onLit: (source: number | null) => void;
  }) {
    const { row, ink, isTotal, onLit } = props;
    const { source, name, raw, now, kept, change, share } = row;
    const element = useRef<HTMLTableRowElement>(null);
    useEffect(() => {
      if (props.isWalked) element.current?.scrollIntoView({ block: 'nearest' });
    }, [props.isWalked]);
    return (
      <tr
        ref={element}
        data-total={isTotal || undefined}
        aria-current={props.isLit || undefined}
        onPointerMove={({ movementX, movementY }) => {
          // Rows that scroll under a pointer at rest are not pointed at.
          if (movementX !== 0 || movementY !== 0) onLit(isTotal ? null : source);
        }}
      >
        <th scope="row">
          <span className={styles['named']}>
            <span
              className={styles['swatch']}
              style={{ background: ink === 'reference' ? 'var(--secondary)' : `var(--ink-${ink})` }}
            />
            <LongName name={name} />
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
    a.ink === b.ink &&
    a.isLit === b.isLit &&
    a.isWalked === b.isWalked &&
    JSON.stringify(a.row) === JSON.stringify(b.row),
);

/** "+41", "−1,204", "0". */
export function signed(change: number): string {
  if (change === 0) return '0';
  return `${change > 0 ? '+' : '−'}${grouped(Math.abs(change))}`;
}
