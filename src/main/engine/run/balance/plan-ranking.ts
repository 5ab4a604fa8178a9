import { availableParallelism } from 'node:os';
import type { BalancePlanRules } from '../../../../shared/balance-plan.ts';
import { diverseInBlocks } from '../../score/diverse-in-blocks.ts';
import { valuesOf } from '../model/used-embeddings.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import { patchKeys, seededKey } from '../project/patch-keys.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { mapLimited } from '../turn/map-limited.ts';

/** Rows read at once before their columns are thinned. */
const readAtOnce = 1024;
/** Values of a row that are looked at: evenly drawn columns of wider embeddings. */
const mostColumns = 128;
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
 * The most diverse of a hundred thousand rows, half of them kept, take 9 s of one core at 64 values a row
 * (diverse-in-blocks.ts); of wider embeddings 128 columns evenly drawn are looked at.
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
  return diverseInBlocks(
    drawn,
    taken,
    most,
    (rows, before, so) => farthest(use, rows, before, so),
    (blocks, work) => mapLimited(blocks, availableParallelism(), use.mayGoOn, work),
  );
}

/** Rows farthest from those taken and from each other first, so many of them; the rest as they were. */
async function farthest(
  { session, tasks, columns }: Use,
  rows: readonly number[],
  taken: readonly number[],
  most: number,
): Promise<readonly number[]> {
  if (rows.length === 0) return rows;
  const { values, width } = narrowValues(session, columns, [...taken, ...rows]);
  const found = await tasks.decode('farthest-first', {
    values,
    width,
    taken: taken.length,
    most: Math.min(most, rows.length),
  });
  return Array.from(found, (from) => rows[from - taken.length] ?? 0);
}

/** Values of rows, read a block at a time, with at most so many columns evenly drawn. */
function narrowValues(session: Session, columns: ExemplarColumns, rows: readonly number[]) {
  const parts: Float32Array[] = [];
  let width = 0;
  for (let from = 0; from < rows.length; from += readAtOnce) {
    const read = valuesOf(session, columns, rows.slice(from, from + readAtOnce));
    const step = Math.ceil(read.width / mostColumns);
    width = Math.ceil(read.width / step);
    const isKept = (i: number) => (i % read.width) % step === 0;
    parts.push(step === 1 ? read.values : read.values.filter((_, i) => isKept(i)));
  }
  const values = new Float32Array(rows.length * width);
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return { values, width };
}

/** A stable sort, each key worked out once. */
function byKeys(rows: readonly number[], keyOf: (row: number) => number): readonly number[] {
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => a.key - b.key || a.row - b.row)
    .map(({ row }) => row);
}
