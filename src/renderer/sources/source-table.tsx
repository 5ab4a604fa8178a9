import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { SourceRecord } from '../../shared/source.ts';
import { LongName } from '../element/long-name.tsx';
import { grouped, voxelText } from '../element/numbers.ts';
import styles from './sources-screen.module.css';

const rowHeight = 32;

interface ColumnSpec {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly cell: (source: SourceRecord) => ReactNode;
}

const orDash = (text: string): ReactNode => text || <span className={styles['quiet']}>–</span>;

const columns: readonly ColumnSpec[] = [
  {
    title: 'Source',
    cell: (source) => (
      <span className={styles['name']}>
        <span className={styles['short']}>
          <LongName name={source.name} />
        </span>
        {source.stale ? (
          <span className={styles['stale']}>{source.raw > 0 ? 'run again' : 'not run yet'}</span>
        ) : null}
        {source.metadata.withheld === null ? null : (
          <span
            className={styles['withheld']}
            title={`Not to be shared${source.metadata.withheld ? `: ${source.metadata.withheld}` : ''}`}
          >
            withheld
          </span>
        )}
      </span>
    ),
  },
  { title: 'Technique', cell: (source) => orDash(source.metadata.technique) },
  { title: 'Organism', cell: (source) => orDash(source.metadata.organism) },
  { title: 'Tissue', cell: (source) => orDash(source.metadata.tissue) },
  {
    title: 'Voxel, nm',
    isNumber: true,
    cell: (source) => (source.voxelSize ? voxelText(source.voxelSize) : orDash('')),
  },
  { title: 'Volumes', isNumber: true, cell: (source) => grouped(source.volumes) },
  { title: 'Patches', isNumber: true, cell: (source) => grouped(source.raw) },
  { title: 'Exemplars', isNumber: true, cell: (source) => grouped(source.dedup) },
  {
    title: 'Curated',
    isNumber: true,
    cell: (source) => (source.curated === null ? orDash('') : grouped(source.curated)),
  },
  { title: 'Labels', isNumber: true, cell: (source) => grouped(source.labels) },
];

/** One row a source; only those in view are drawn. Arrows move, Enter shows the details. */
export function SourceTable(props: {
  readonly sources: readonly SourceRecord[];
  readonly chosen: number | null;
  readonly onChoose: (id: number | null) => void;
}) {
  const { sources, chosen, onChoose } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState(0);
  const rows = useVirtualizer({
    count: sources.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
    const source = sources[focus];
    if (step) {
      const next = Math.max(0, Math.min(sources.length - 1, focus + step));
      setFocus(next);
      rows.scrollToIndex(next);
      if (chosen !== null) onChoose(sources[next]?.id ?? null);
    } else if (event.key === 'Enter' && source) onChoose(source.id);
    else if (event.key === 'Escape') onChoose(null);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['table']} ref={scroller}>
      <div className={styles['head']} aria-hidden="true">
        {columns.map((column) => (
          <span key={column.title} className={column.isNumber ? styles['number'] : undefined}>
            {column.title}
          </span>
        ))}
      </div>
      <div
        role="listbox"
        aria-label="Sources"
        aria-activedescendant={`source-${focus}`}
        tabIndex={0}
        className={styles['rows']}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {rows.getVirtualItems().map(({ index, start }) => {
          const source = sources[index];
          return source ? (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for all its rows.
            <div
              key={source.id}
              id={`source-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={source.id === chosen}
              data-focused={index === focus || undefined}
              className={styles['row']}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setFocus(index);
                onChoose(source.id);
              }}
            >
              <Cells source={source} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

function Cells({ source }: { source: SourceRecord }) {
  return columns.map((column) => (
    <span
      key={column.title}
      className={`${styles['cell']} ${column.isNumber ? styles['number'] : ''}`}
    >
      {column.cell(source)}
    </span>
  ));
}
