import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { GridOrder } from '../../../../shared/grid.ts';
import { farthestFirstSteps } from '../../score/farthest-first.ts';
import { readScores } from '../disk/flat-file.ts';
import { nearestOf } from '../model/embedding-rows.ts';
import { embeddingsOf, encoderInUse } from '../model/encoders.ts';
import { usedEmbeddings, valuesOf } from '../model/used-embeddings.ts';
import { type ExemplarColumns, rowOfOrdinal } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { inBreaths } from '../turn/breath.ts';
import { stretchesOf } from '../turn/stretches.ts';
import { sortedBy } from './row-order.ts';

/** Neighbours that are looked for: more than anybody looks at. */
const mostNeighbours = 2000;

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
  const order = await inBreaths(
    sortedBy(new Float32Array(columns.count), (row) => {
      const value = change[columns.ordinal[row] ?? 0] ?? Number.NaN;
      return Number.isNaN(value) ? 1 : -value;
    }),
  );
  changeOrders.set(columns.score, order);
  return succeed(order);
}

/** Orders by expected change, as long as the scores they follow are in force. */
const changeOrders = new WeakMap<Float32Array, Uint32Array>();

/** Rows that differ are chosen from so many at the front, so many of them, and held against so many labelled. */
const [pool, picks, mostLabelled] = [4000, 600, 1000];
/** So few values each are compared here, in less than a tenth of a second: another process takes half a second to start. */
const narrow = 8;

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
  const found =
    width <= narrow
      ? await inBreaths(farthestFirstSteps(values, width, taken, picks))
      : await tasks.decode('farthest-first', { values, width, taken, most: picks });
  const out = rows.slice();
  found.forEach((from, to) => {
    out[to] = front[from - taken] ?? 0;
  });
  return out;
}

/** Evenly drawn among the labelled ones. */
function labelledRows({ label }: ExemplarColumns): number[] {
  const rows: number[] = [];
  for (let row = 0; row < label.length; row++) if (label[row] !== 0) rows.push(row);
  const step = Math.max(1, Math.ceil(rows.length / mostLabelled));
  return rows.filter((_, i) => i % step === 0);
}
