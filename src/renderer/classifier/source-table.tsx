import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FilterModel } from '../../shared/model.ts';
import { grouped } from '../element/numbers.ts';
import { intervalText, threeDecimals } from './model-words.ts';
import tables from './table.module.css';

type SourceRow = FilterModel['perSource'][number];

const shownAtFirst = 12;

/** How the model does on each source when it never saw it, worst first. */
export function SourceTable({ model }: { model: FilterModel }) {
  const [showsAll, setShowsAll] = useState(false);
  const rows = [...model.perSource].sort((a, b) => (a.auc ?? 2) - (b.auc ?? 2));
  if (rows.length === 0) return null;
  const lowest = Math.min(
    0.5,
    ...rows.map(({ auc, aucInterval }) => aucInterval?.[0] ?? auc ?? 0.5),
  );
  return (
    <div>
      <h3>Each source, by a model that never saw it</h3>
      <table className={tables['table']}>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Informative</th>
            <th scope="col">Uninformative</th>
            <th scope="col" colSpan={2}>
              AUC, 95% interval
            </th>
          </tr>
        </thead>
        <tbody>
          {(showsAll ? rows : rows.slice(0, shownAtFirst)).map((row) => (
            <Row key={row.source} row={row} lowest={lowest} />
          ))}
        </tbody>
      </table>
      {rows.length > shownAtFirst && !showsAll ? (
        <Button variant="subtle" onClick={() => setShowsAll(true)}>
          Show all {grouped(rows.length)} sources
        </Button>
      ) : null}
    </div>
  );
}

function Row({ row, lowest }: { row: SourceRow; lowest: number }) {
  return (
    <tr>
      <th scope="row" className={tables['name']} title={row.name}>
        {row.name}
      </th>
      <td>{grouped(row.informative)}</td>
      <td>{grouped(row.uninformative)}</td>
      <td className={tables['rangeCell']}>
        <Range row={row} lowest={lowest} />
      </td>
      <td title={intervalText(row.aucInterval)}>{threeDecimals(row.auc)}</td>
    </tr>
  );
}

/** The area as a dot and its interval as a line, from `lowest` to 1. */
function Range({ row, lowest }: { row: SourceRow; lowest: number }) {
  if (row.auc === null) return null;
  const at = (area: number) => `${(100 * (area - lowest)) / (1 - lowest)}%`;
  const [low, high] = row.aucInterval ?? [row.auc, row.auc];
  return (
    <span className={tables['range']} aria-hidden>
      <span style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <i style={{ left: at(row.auc) }} />
    </span>
  );
}
