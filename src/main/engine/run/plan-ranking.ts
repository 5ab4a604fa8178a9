import { availableParallelism } from 'node:os';
import type { BalancePlanRules } from '../../../shared/balance-plan.ts';
import { valuesOf } from './embedding-orders.ts';
import type { ExemplarColumns } from './exemplar-columns.ts';
import { mapLimited } from './map-limited.ts';
import { patchKeys, seededKey } from './patch-keys.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

/** Rows that are told apart together: 1024 of 61 values are 250 KB, and half of them take 50 ms. */
const blockRows = 1024;
/** Rows said informative that others are held against, evenly drawn. */
const mostTaken = 128;

type Keeping = Pick<BalancePlanRules, 'keep' | 'seed'>;

/**
 * The first `most` rows of a source's in the order in which a plan takes them, so that a smaller plan takes
 * some of a larger one's. Those that a person called informative come first; within these and within the
 * rest, in the order of `keep`:
 *
 * - `random`: by the seed; the same patch has the same place in every project.
 * - `score`: the highest first, those without a score last; equal ones by the seed.
 * - `diverse`: each next one farthest from those before it, by the embeddings of the encoder in use, or by
 *   the four texture features where nothing is embedded. What has neither comes last.
 *
 * Farthest-first is done in blocks of about a thousand rows that the seed puts together, which take turns.
 * So a hundred thousand rows take `most` x 1024 x width steps (5 s on one core for half of them at 61
 * values) and a megabyte, instead of a hundred times as many.
 *
 * @param rows of one source, in any order
 */
export async function rankedRows(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  rows: readonly number[],
  { keep, seed }: Keeping,
  most: number,
  mayGoOn: () => Promise<boolean> = async () => true,
): Promise<Uint32Array> {
  const keys = patchKeys(session, columns);
  const drawn = byKeys(rows, (row) => seededKey(keys[row] ?? 0, seed));
  const said = drawn.filter((row) => columns.label[row] === 1);
  const others = drawn.filter((row) => columns.label[row] !== 1);
  const use = { session, tasks, columns, mayGoOn };
  const first = await inOrder(use, said, keep, most, []);
  const left = most - Math.min(most, first.length);
  const step = Math.max(1, Math.ceil(first.length / mostTaken));
  const taken = first.filter((_, i) => i % step === 0);
  const then = left > 0 ? await inOrder(use, others, keep, left, taken) : [];
  return Uint32Array.from([...first, ...then].slice(0, most));
}

interface Use {
  readonly session: Session;
  readonly tasks: TaskClient;
  readonly columns: ExemplarColumns;
  readonly mayGoOn: () => Promise<boolean>;
}

async function inOrder(
  use: Use,
  drawn: readonly number[],
  keep: Keeping['keep'],
  most: number,
  taken: readonly number[],
): Promise<readonly number[]> {
  if (keep === 'random') return drawn;
  if (keep === 'score') {
    // Sorting keeps equal ones as they were drawn.
    return byKeys(drawn, (row) => {
      const score = use.columns.score[row] ?? Number.NaN;
      return Number.isNaN(score) ? 2 : -score;
    });
  }
  return diverse(use, drawn, most, taken);
}

async function diverse(
  { session, tasks, columns, mayGoOn }: Use,
  drawn: readonly number[],
  most: number,
  taken: readonly number[],
): Promise<readonly number[]> {
  const count = Math.ceil(drawn.length / blockRows);
  const blocks = Array.from({ length: count }, (_, at) => ({
    at,
    rows: everyNth(drawn, count, at),
  }));
  const each = Math.ceil(most / Math.max(1, count));
  const orders = new Map<number, readonly number[]>();
  await mapLimited(blocks, availableParallelism(), mayGoOn, async ({ at, rows }) => {
    const { values, width } = valuesOf(session, columns, [...taken, ...rows]);
    const found = await tasks.decode('farthest-first', {
      values,
      width,
      taken: taken.length,
      most: Math.min(each, rows.length),
    });
    orders.set(
      at,
      Array.from(found, (from) => rows[from - taken.length] ?? 0),
    );
  });
  return drawn.flatMap((_, i) => orders.get(i % count)?.[Math.floor(i / count)] ?? []);
}

const everyNth = (rows: readonly number[], step: number, first: number): number[] =>
  Array.from(
    { length: Math.ceil((rows.length - first) / step) },
    (_, i) => rows[first + i * step] ?? 0,
  );

/** A stable sort, each key worked out once. */
function byKeys(rows: readonly number[], keyOf: (row: number) => number): readonly number[] {
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => a.key - b.key || a.row - b.row)
    .map(({ row }) => row);
}
