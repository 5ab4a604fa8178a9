import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { ascendingOrder } from '../kernel/ascending-order.ts';
import { type ColumnScales, columnScales, type EmbeddingRows } from './embedding-rows.ts';
import { embeddingsOf, encoderInUse } from './encoders.ts';
import { type ExemplarColumns, rowOfOrdinal } from './exemplar-columns.ts';
import { readScores } from './flat-file.ts';
import { featureCount } from './patch-reader.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

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
  const found = await tasks.decode('nearest-rows', { ...used, to, most: mostNeighbours });
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
  const scores = readScores(session.scoreFile(hash));
  const change = await tasks.decode('expected-change', { ...used, scores });
  const keys = Float32Array.from(columns.ordinal, (ordinal) => {
    const value = change[ordinal] ?? Number.NaN;
    return Number.isNaN(value) ? 1 : -value;
  });
  return succeed(ascendingOrder(keys));
}

/** What rows are told apart by: their embeddings where there are any, else the four texture features. */
export function rowsToDiversify(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
): { values: Float64Array; width: number } {
  const ordinals = [...rows].map((row) => columns.ordinal[row] ?? 0);
  if (!usedEmbeddings(session, columns)) {
    return { values: session.features.read(ordinals), width: featureCount };
  }
  const file = embeddingsOf(session, encoderInUse(session));
  return { values: Float64Array.from(file.read(ordinals)), width: file.width };
}
