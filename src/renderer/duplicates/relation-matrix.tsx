import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { csvLine } from '../../shared/csv.ts';
import { matrixCells, type RelationMatrix } from '../../shared/relation.ts';
import {
  cellEdge,
  cellShares,
  cellWords,
  type Ground,
  mostNamed,
  relationMatrixSvg,
  shareColour,
} from '../../shared/relation-figure.ts';
import { engine } from '../bridge.ts';
import { middleEllipsis } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { SaveMenu } from '../element/save-menu.tsx';
import { useAnswer } from '../session/use-answer.ts';
import styles from './relations.module.css';
import { openRelation } from './relations-state.ts';
import type { RelationsAnswer } from './use-relations.ts';

/** Share of each source found in each other one, related sources side by side. */
export function RelationMatrixView({ answer }: { answer: RelationsAnswer }) {
  const keys = [answer.report?.state, answer.running?.id ?? 0];
  const matrix = useAnswer(() => engine.relations.matrix.query(), keys);
  return (
    <section aria-label="Matrix of sources">
      {matrix.problem ? (
        <Problem words={matrix.problem} action={{ title: 'Try again', run: matrix.again }} />
      ) : null}
      {matrix.value ? <Drawn matrix={matrix.value} /> : null}
    </section>
  );
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** The drawing takes what the window leaves beside the names and below the head, at least this. */
const least = 480;
const beside = 620;
const above = 230;

function useWidest(): number {
  const [widest, setWidest] = useState(room);
  useEffect(() => {
    const measure = () => setWidest(room());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return widest;
}

const room = (): number =>
  Math.max(least, Math.min(window.innerWidth - beside, window.innerHeight - above));

function Drawn({ matrix }: { matrix: RelationMatrix }) {
  const { sources } = matrix;
  const [at, setAt] = useState<Place | null>(null);
  const cells = useMemo(() => cellShares(matrix), [matrix]);
  const ground = useComputedColorScheme();
  const edge = cellEdge(sources.length, useWidest());
  const size = edge * sources.length;
  const shareAt = ({ row, column }: Place) => cells[row * sources.length + column] ?? Number.NaN;
  const share = at ? shareAt(at) : Number.NaN;
  const words = at ? cellWords(matrix, { ...at, share: Number.isNaN(share) ? null : share }) : '';
  const open = (place: Place | null) => {
    const [a, b] = place ? [sources[place.row], sources[place.column]] : [];
    if (place && a && b && !Number.isNaN(shareAt(place))) openRelation({ a: a.id, b: b.id });
  };
  const press = (event: KeyboardEvent) => {
    const next =
      nextShare(cells, at, event.key, sources.length) ?? stepped(at, event.key, sources.length);
    if (event.key === 'Enter') open(at);
    else if (next) setAt(next);
    else return;
    event.preventDefault();
  };
  const placeOf = (event: PointerEvent): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    const along = (from: number, length: number) =>
      Math.max(0, Math.min(sources.length - 1, Math.floor((from / length) * sources.length)));
    return {
      row: along(event.clientY - box.top, box.height),
      column: along(event.clientX - box.left, box.width),
    };
  };
  return (
    <>
      <div className={styles['head']}>
        <ShareKey ground={ground} />
        <SaveMenu
          title="the matrix"
          fileName="relations-of-sources"
          drawing={() => relationMatrixSvg(matrix)}
          csv={() => matrixCells(matrix).map(csvLine).join('')}
        />
      </div>
      <div className={styles['matrix']}>
        {sources.length <= mostNamed ? <Names matrix={matrix} edge={edge} lit={at} /> : null}
        <div
          role="slider"
          tabIndex={0}
          aria-label="Place in the matrix"
          aria-valuemin={0}
          aria-valuemax={sources.length ** 2 - 1}
          aria-valuenow={at ? at.row * sources.length + at.column : 0}
          aria-valuetext={words === '' ? 'no place yet' : words}
          className={styles['cells']}
          style={{ width: size, height: size }}
          onKeyDown={press}
          onPointerMove={(event) => setAt(placeOf(event))}
          onPointerLeave={() => setAt(null)}
          onClick={() => open(at)}
        >
          <Cells matrix={matrix} edge={edge} ground={ground} />
          {at ? (
            <i
              className={styles['spot']}
              style={{
                left: at.column * edge - 1,
                top: at.row * edge - 1,
                width: edge + 2,
                height: edge + 2,
              }}
            />
          ) : null}
        </div>
      </div>
      <p className={styles['note']} aria-live="off">
        {words ||
          'Rows and columns are the sources, related ones side by side. Arrow keys walk the cells, Page Down and Page Up those that are coloured; Enter or a click looks into a relation.'}
      </p>
    </>
  );
}

/** With Page Down the next cell that has a share, row by row, with Page Up the one before; null where there is none. */
function nextShare(cells: Float32Array, at: Place | null, key: string, count: number) {
  const way = { PageDown: 1, PageUp: -1 }[key];
  if (way === undefined) return null;
  const from = at ? at.row * count + at.column : way > 0 ? -1 : cells.length;
  for (let i = from + way; i >= 0 && i < cells.length; i += way) {
    if (!Number.isNaN(cells[i])) return { row: Math.floor(i / count), column: i % count };
  }
  return at;
}

/** The next place by an arrow key, Home or End; null for other keys. */
function stepped(at: Place | null, key: string, count: number): Place | null {
  const steps: Readonly<Record<string, Place>> = {
    ArrowUp: { row: -1, column: 0 },
    ArrowDown: { row: 1, column: 0 },
    ArrowLeft: { row: 0, column: -1 },
    ArrowRight: { row: 0, column: 1 },
    Home: { row: 0, column: -count },
    End: { row: 0, column: count },
  };
  const step = steps[key];
  if (!step) return null;
  if (!at) return { row: 0, column: Math.min(1, count - 1) };
  const inside = (value: number) => Math.max(0, Math.min(count - 1, value));
  return { row: inside(at.row + step.row), column: inside(at.column + step.column) };
}

function Cells(props: {
  readonly matrix: RelationMatrix;
  readonly edge: number;
  readonly ground: Ground;
}) {
  const { matrix, edge, ground } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { sources, rows, columns, shares } = matrix;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    rows.forEach((row, i) => {
      context.fillStyle = shareColour(shares[i] ?? 0, ground);
      context.fillRect((columns[i] ?? 0) * edge, row * edge, edge, edge);
    });
    // A source is not compared with itself: a line through its cells, which have no colour of a share.
    context.strokeStyle = '#7d8288';
    for (let i = 0; i < sources.length; i++) {
      context.beginPath();
      context.moveTo(i * edge, i * edge);
      context.lineTo((i + 1) * edge, (i + 1) * edge);
      context.stroke();
    }
  }, [sources, rows, columns, shares, edge, ground]);
  return <canvas ref={canvas} width={edge * sources.length} height={edge * sources.length} />;
}

/** Beside the rows; the sources of the cell that is looked at are lit. */
function Names(props: {
  readonly matrix: RelationMatrix;
  readonly edge: number;
  readonly lit: Place | null;
}) {
  const { matrix, edge, lit } = props;
  return (
    <ul className={styles['names']}>
      {matrix.sources.map(({ id, name }, i) => (
        <li
          key={id}
          title={name}
          style={{ height: edge, lineHeight: `${edge}px` }}
          data-lit={lit?.row === i || lit?.column === i || undefined}
        >
          {middleEllipsis(name, 28)}
        </li>
      ))}
    </ul>
  );
}

const keyShares = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1] as const;

/** What the colours mean. */
function ShareKey({ ground }: { ground: Ground }) {
  const most = ground === 'dark' ? 'yellow' : 'dark blue';
  return (
    <span
      className={styles['key']}
      role="img"
      aria-label={`Colours from 1%, grey, to 100%, ${most}, of the row's exemplars; none where nothing is near`}
    >
      {keyShares.map((share) => (
        <span key={share}>
          <i style={{ background: shareColour(share, ground) }} />
          {Math.round(share * 100)}%
        </span>
      ))}
    </span>
  );
}
