import { Button, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import { csvLine } from '../../shared/csv.ts';
import { grouped, percentText } from '../element/numbers.ts';
import { saveBlob } from '../element/save-file.ts';
import { SortHead, useSorting } from '../element/sort-head.tsx';
import { type Contribution, contributions, sortedBy } from './contributions.ts';
import styles from './counts-table.module.css';

/** A column of counts, one a source in the order of the names. */
export interface CountColumn {
  readonly name: string;
  readonly counts: readonly number[];
  /** counts that each is shown as a share of; the column's total unless given */
  readonly of?: readonly number[];
}

export interface CountsTableProps {
  readonly title: string;
  /** name of the saved file, without ending */
  readonly fileName: string;
  readonly of?: 'Source' | 'Volume';
  readonly names: readonly string[];
  readonly ids: readonly number[];
  readonly columns: readonly CountColumn[];
  /** place of the column sorted by at first */
  readonly sortedBy: number;
  /** what a click on a name does, before the name; none without onOpen */
  readonly action?: string;
  readonly onOpen?: (of: { readonly id: number; readonly name: string }) => void;
}

const rowHeight = 28;

/** Counts of each source (or volume) in each column; a heading sorts; saved as CSV. Any length. */
export function CountsTable(props: CountsTableProps) {
  const { columns, names, ids } = props;
  const sorting = useSorting<number>(props.sortedBy);
  const rows = sortedBy(contributions(names, ids, columns), sorting.column, sorting.up);
  const totals = columns.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <section className={styles['block']} aria-label={props.title}>
      <header className={styles['head']}>
        <h2>{props.title}</h2>
        <Button variant="subtle" size="compact-xs" onClick={() => save(props, rows)}>
          Save as CSV
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <div ref={scroller} className={styles['scroller']} tabIndex={0}>
        <table className={styles['table']} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              <SortHead title={props.of ?? 'Source'} of="name" sorting={sorting} />
              {columns.map(({ name }, i) => (
                <SortHead key={name} title={name} of={i} sorting={sorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 ? <Gap height={before} columns={columns.length + 1} /> : null}
            {shown.map(({ index }) => {
              const row = rows[index];
              return row ? (
                <Row
                  key={row.id}
                  place={index + 2}
                  id={row.id}
                  name={row.name}
                  cells={row.counts
                    .map((count, i) => cellText(count, columns[i]?.of?.[row.at] ?? totals[i] ?? 0))
                    .join('\n')}
                  action={props.action ?? ''}
                  onOpen={props.onOpen}
                />
              ) : null;
            })}
            {after > 0 ? <Gap height={after} columns={columns.length + 1} /> : null}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Cells are one text, so that a row that has not changed is not drawn anew. */
const cellText = (count: number, total: number): string =>
  `${grouped(count)}\t${total > 0 ? percentText(count / total) : ''}`;

const Row = memo(function Row(props: {
  readonly place: number;
  readonly id: number;
  readonly name: string;
  readonly cells: string;
  readonly action: string;
  readonly onOpen: CountsTableProps['onOpen'];
}) {
  const { id, name, action, onOpen } = props;
  return (
    <tr aria-rowindex={props.place}>
      <th scope="row" className={styles['name']} title={name}>
        {onOpen ? (
          <UnstyledButton
            aria-label={action ? `${action} ${name}` : undefined}
            onClick={() => onOpen({ id, name })}
          >
            {name}
          </UnstyledButton>
        ) : (
          name
        )}
      </th>
      {props.cells.split('\n').map((cell, i) => {
        const [count, share] = cell.split('\t');
        return (
          <td key={i}>
            {count} <span className={styles['quiet']}>{share}</span>
          </td>
        );
      })}
    </tr>
  );
});

/** Rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    <tr>
      <td colSpan={columns} className={styles['gap']} style={{ height }} />
    </tr>
  );
}

function save(props: CountsTableProps, rows: readonly Contribution[]): void {
  const header = [(props.of ?? 'Source').toLowerCase(), ...props.columns.map(({ name }) => name)];
  const lines = rows.map(({ name, counts }) => [name, ...counts]);
  saveBlob(`${props.fileName}.csv`, [header, ...lines].map(csvLine).join(''), 'text/csv');
}
