import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { GridOrder } from '../../../../shared/grid.ts';
import { ascendingOrder } from '../../kernel/ascending-order.ts';
import { readScores } from '../disk/flat-file.ts';
import { featureCount } from '../exemplar/patch-reader.ts';
import {
  type ColumnScales,
  columnScales,
  type EmbeddingRows,
  nearestOf,
} from '../model/embedding-rows.ts';
import { embeddingsOf, encoderInUse } from '../model/encoders.ts';
import { type ExemplarColumns, rowOfOrdinal } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { stretchesOf } from '../turn/stretches.ts';

/** Neighbours that are looked for: more than anybody looks at. */
const mostNeighbours = 2000;
const sampled = 2000;

const known = new WeakMap<Uint32Array, { key: string; scales: ColumnScales }>();

/** Embeddings of the encoder in use, and the scale of their columns over a sample; null before there are any. */
export function usedEmbeddings(
  session: Session,
  columns: ExemplarColumns,
): { embeddings: EmbeddingRows; scales: ColumnScales } | null {
  const encoder = encoderInUse(session);
  const { rows } = session.catalog.embeddings.of(encoder.record.hash);
  if (rows === 0 || columns.count === 0) return null;
  const file = embeddingsOf(session, encoder);
  const embeddings = { file: file.path, width: file.width, rows };
  const key = `${encoder.record.hash} ${rows}`;
  const before = known.get(columns.ordinal);
  if (before?.key === key) return { embeddings, scales: before.scales };
  const step = Math.max(1, Math.floor(columns.count / sampled));
  const scales = columnScales(
    file.read(columns.ordinal.filter((_, row) => row % step === 0)),
    file.width,
  );
  known.set(columns.ordinal, { key, scales });
  return { embeddings, scales };
}

/** Rows nearest to an exemplar by embedding, itself first. */
export async function nearestInView(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  ordinal: number,
): Promise<Outcome<Uint32Array>> {
  const used = usedEmbeddings(session, columns);
  if (!used) return fail({ kind: 'embeddings-missing' });
  const to = embeddingsOf(session, encoderInUse(session)).read([ordinal]);
  if (!Number.isFinite(to[0])) return fail({ kind: 'patch-unknown', ordinal });
  const parts = await Promise.all(
    stretchesOf(used.embeddings.rows).map((stretch) =>
      tasks.decode('nearest-rows', { ...used, to, most: mostNeighbours, stretch }),
    ),
  );
  const found = nearestOf(parts, mostNeighbours);
  const rows = [...found].map((each) => rowOfOrdinal(columns, each)).filter((row) => row >= 0);
  return succeed(Uint32Array.from(rows));
}

/** Rows whose label would move the model most come first; what has no score comes last. */
export async function rowsByExpectedChange(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
): Promise<Outcome<Uint32Array>> {
  const hash = session.catalog.settings.get('model');
  if (hash === null) return fail({ kind: 'model-missing' });
  const used = usedEmbeddings(session, columns);
  if (!used) return fail({ kind: 'embeddings-missing' });
  const before = changeOrders.get(columns.score);
  if (before) return succeed(before);
  const scores = readScores(session.scoreFile(hash));
  const change = await tasks.decode('expected-change', { ...used, scores });
  const keys = Float32Array.from(columns.ordinal, (ordinal) => {
    const value = change[ordinal] ?? Number.NaN;
    return Number.isNaN(value) ? 1 : -value;
  });
  const order = ascendingOrder(keys);
  changeOrders.set(columns.score, order);
  return succeed(order);
}

/** Orders by expected change, as long as the scores they follow are in force. */
const changeOrders = new WeakMap<Float32Array, Uint32Array>();

/** Rows that differ are chosen from so many at the front, so many of them, and held against so many labelled. */
const [pool, picks, mostLabelled] = [4000, 600, 1000];

/**
 * Puts rows first that differ from each other: of the most uncertain ones (`uncertain-diverse`), or of any,
 * and from what is labelled (`diverse`). Told apart by their embeddings where there are any, else by the
 * four texture features. Other orders stay as they are.
 */
export async function diversified(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  rows: Uint32Array,
  order: GridOrder,
): Promise<Uint32Array> {
  if (order !== 'uncertain-diverse' && order !== 'diverse') return rows;
  const front = rows.subarray(0, pool);
  const labelled = order === 'diverse' ? labelledRows(columns) : [];
  const taken = labelled.length;
  const { values, width } = valuesOf(session, columns, [...labelled, ...front]);
  const found = await tasks.decode('farthest-first', { values, width, taken, most: picks });
  const out = rows.slice();
  found.forEach((from, to) => {
    out[to] = front[from - taken] ?? 0;
  });
  return out;
}

/** Evenly drawn among the labelled ones. */
function labelledRows(columns: ExemplarColumns): number[] {
  const rows = [...columns.label.keys()].filter((row) => (columns.label[row] ?? 0) > 0);
  const step = Math.max(1, Math.ceil(rows.length / mostLabelled));
  return rows.filter((_, i) => i % step === 0);
}

/** Values by which rows are told apart: embeddings where there are any, else the four texture features. */
export function valuesOf(
  session: Session,
  columns: ExemplarColumns,
  rows: readonly number[],
): { values: Float32Array; width: number } {
  const ordinals = rows.map((row) => columns.ordinal[row] ?? 0);
  if (!usedEmbeddings(session, columns)) {
    return { values: Float32Array.from(session.features.read(ordinals)), width: featureCount };
  }
  const file = embeddingsOf(session, encoderInUse(session));
  return { values: file.read(ordinals), width: file.width };
}
