import { featureCount } from '../../feature/texture-features.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import type { ColumnScales, EmbeddingRows } from '../task/embedding-tasks.ts';
import { columnScales } from './embedding-rows.ts';
import { embeddingsOf, encoderInUse } from './encoders.ts';

/** Rows that the scale of a column is measured on. */
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
  const drawn = Uint32Array.from(
    { length: Math.ceil(columns.count / step) },
    (_, i) => columns.ordinal[i * step] ?? 0,
  );
  const scales = columnScales(file.read(drawn), file.width);
  known.set(columns.ordinal, { key, scales });
  return { embeddings, scales };
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
