import { Button } from '@mantine/core';
import { useState } from 'react';
import { explain, type Outcome } from '../../shared/failure.ts';
import type { SourceDrift } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { messageOf } from '../session/message-of.ts';
import styles from './classifier-screen.module.css';
import { openQueue } from './open-queue.ts';
import tables from './table.module.css';

/** Sources that differ from what was labelled; asked for, since it takes a second. */
export function DriftTable({ isReadOnly }: { isReadOnly: boolean }) {
  const drift = useDrift();
  const { rows } = drift;
  return (
    <div>
      <header className={styles['title']}>
        <h3>Sources unlike what was labelled</h3>
        <Button loading={drift.isAsking} onClick={() => void drift.ask()}>
          {rows ? 'Compare again' : 'Compare the sources'}
        </Button>
      </header>
      {drift.problem ? <Problem words={drift.problem} /> : null}
      <p className={styles['quiet']} role="status">
        {rows
          ? driftWords(rows)
          : 'Compares what the encoder sees in each source with the labelled patches: where much is unlike any of them, the model may be wrong.'}
      </p>
      {rows && rows.length > 0 ? <Rows rows={rows} isReadOnly={isReadOnly} /> : null}
    </div>
  );
}

/** The answer of the last time it was asked. */
function useDrift() {
  const [state, setState] = useState<{
    readonly isAsking: boolean;
    readonly rows: readonly SourceDrift[] | null;
    readonly problem: string | null;
  }>({ isAsking: false, rows: null, problem: null });
  const take = (outcome: Outcome<SourceDrift[]>) =>
    setState({
      isAsking: false,
      rows: outcome.ok ? outcome.value : null,
      problem: outcome.ok ? null : explain(outcome.failure),
    });
  const ask = async () => {
    setState((before) => ({ ...before, isAsking: true }));
    await engine.models.drift
      .query()
      .then(take)
      .catch((error: unknown) =>
        setState({ isAsking: false, rows: null, problem: messageOf(error) }),
      );
  };
  return { ...state, ask };
}

function driftWords(rows: readonly SourceDrift[]): string {
  const drifted = rows.filter(({ isDrifted }) => isDrifted).length;
  if (rows.length === 0) return 'There are no sources with patches.';
  if (drifted === 0)
    return 'No source has more patches unlike any labelled one than chance explains.';
  return `${counted(drifted, 'source')} of ${grouped(rows.length)} ${drifted === 1 ? 'has' : 'have'} more patches unlike any labelled one than chance explains, most first.`;
}

function Rows({ rows, isReadOnly }: { rows: readonly SourceDrift[]; isReadOnly: boolean }) {
  const furthest = Math.max(
    ...rows.map(({ distance, expected }) => Math.max(distance, expected.high)),
  );
  return (
    <table className={tables['table']}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Exemplars</th>
          <th scope="col">Labels</th>
          <th scope="col" colSpan={2}>
            Unlike any label; grey: by chance
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.source} data-drifted={row.isDrifted || undefined}>
            <th scope="row" className={tables['name']} title={row.name}>
              {row.name}
            </th>
            <td>{grouped(row.patches)}</td>
            <td>{grouped(row.labels)}</td>
            <td className={tables['rangeCell']}>
              <Distance row={row} furthest={furthest} />
            </td>
            <td>
              {percentText(row.distance)}{' '}
              <span className={styles['quiet']}>{row.isDrifted ? 'unlike' : 'alike'}</span>
            </td>
            <td>
              <Button
                variant="subtle"
                disabled={!isReadOnly && row.labels >= row.patches}
                aria-label={
                  isReadOnly ? `Show patches of ${row.name}` : `Label some of ${row.name}`
                }
                onClick={() => void openQueue('unlabelled', [row.source])}
              >
                {isReadOnly ? 'Show patches' : 'Label some'}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The share as a dot, and the range that chance alone gives as a line. */
function Distance({ row, furthest }: { row: SourceDrift; furthest: number }) {
  const at = (distance: number) => `${(100 * distance) / Math.max(furthest, Number.MIN_VALUE)}%`;
  const { low, high } = row.expected;
  return (
    <span className={tables['range']} aria-hidden>
      <span style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <i style={{ left: at(row.distance) }} />
    </span>
  );
}
