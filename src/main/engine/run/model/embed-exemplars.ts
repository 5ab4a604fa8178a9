import { availableParallelism } from 'node:os';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { ExemplarRow, PackPlace } from '../../catalog/exemplar-rows.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { mapLimited } from '../turn/map-limited.ts';
import { type Embedder, embedderOf } from './embedder.ts';
import type { EmbeddingFile } from './embedding-file.ts';
import { embeddingsOf, type StoredEncoder } from './encoders.ts';

/** Ordinals written and committed together: what a crash costs at most. */
const ordinalsAtOnce = 1024;

type PlacedExemplar = ExemplarRow & { readonly place: PackPlace | null };

/**
 * Embeds every exemplar that an encoder has not embedded yet, unit by unit: a unit counts once its rows
 * are on the disk and the catalog says so. Rows are appended; holes are filled once their pixels are there.
 *
 * @returns the provider it ran on and why others were passed over, in words (empty when there was nothing
 * to do); failure `cancelled`, or why the encoder cannot run.
 */
export async function embedExemplars(
  session: Session,
  tasks: TaskClient,
  encoder: StoredEncoder,
  context: JobContext,
): Promise<Outcome<readonly string[]>> {
  const { catalog } = session;
  const { hash, name } = encoder.record;
  const { ordinal, count } = session.columns();
  const end = count === 0 ? 0 : (ordinal[count - 1] ?? 0) + 1;
  const state = catalog.embeddings.of(hash);
  const waiting = state.holes.flatMap((each) => catalog.exemplars.between(each, each + 1));
  const fillable = waiting.filter(({ place }) => place !== null);
  const total = Math.max(0, end - state.rows) + fillable.length;
  if (total === 0) return succeed([]);
  context.stage(`embed (${name})`, total, 'exemplars');
  const embedder = embedderOf(session, tasks, encoder);
  const file = embeddingsOf(session, encoder);
  let holes = waiting.filter(({ place }) => place === null).map((each) => each.ordinal);
  if (fillable.length > 0) {
    const filled = await embedUnit(embedder, fillable, context);
    if (!filled.ok) return filled;
    holes = [...holes, ...writeOneByOne(file, fillable, filled.value, embedder.width)];
    catalog.commitUnit(() => catalog.embeddings.set(hash, { rows: state.rows, holes }));
    context.advance(fillable.length);
  }
  for (let from = state.rows; from < end; from += ordinalsAtOnce) {
    const to = Math.min(end, from + ordinalsAtOnce);
    const unit = new Float32Array((to - from) * embedder.width).fill(Number.NaN);
    const taken = takeOver(catalog.exemplars.placedTwins(from, to), file, unit, from);
    const exemplars = catalog.exemplars
      .between(from, to)
      .filter(({ ordinal: each }) => !taken.has(each));
    const rows = await embedUnit(embedder, exemplars, context);
    if (!rows.ok) return rows;
    exemplars.forEach((each, i) => {
      const row = rows.value.subarray(i * embedder.width, (i + 1) * embedder.width);
      unit.set(row, (each.ordinal - from) * embedder.width);
      if (Number.isNaN(row[0])) holes.push(each.ordinal);
    });
    file.write(from, unit);
    catalog.commitUnit(() => catalog.embeddings.set(hash, { rows: to, holes }));
    context.advance(to - from);
  }
  return succeed(embedder.provider());
}

/**
 * Gives exemplars the embeddings of those before them with the very same pixels, as another cut leaves them.
 *
 * @returns ordinals that have one now
 */
function takeOver(
  twins: readonly { ordinal: number; twin: number }[],
  file: EmbeddingFile,
  unit: Float32Array,
  from: number,
): ReadonlySet<number> {
  const { width } = file;
  const rows = file.read(twins.map(({ twin }) => twin));
  const taken = new Set<number>();
  for (const [i, { ordinal }] of twins.entries()) {
    const row = rows.subarray(i * width, (i + 1) * width);
    if (Number.isNaN(row[0])) continue;
    unit.set(row, (ordinal - from) * width);
    taken.add(ordinal);
  }
  return taken;
}

/** Embeddings of exemplars in their order; NaN where there are no pixels. */
async function embedUnit(
  embedder: Embedder,
  exemplars: readonly PlacedExemplar[],
  context: JobContext,
): Promise<Outcome<Float32Array>> {
  const { width, unit } = embedder;
  const rows = new Float32Array(exemplars.length * width).fill(Number.NaN);
  const packed = exemplars.flatMap((each, at) =>
    each.place ? [{ ...each, place: each.place, at }] : [],
  );
  const parts = Array.from({ length: Math.ceil(packed.length / unit) }, (_, i) =>
    packed.slice(i * unit, (i + 1) * unit),
  );
  let refused: Outcome<Float32Array> | null = null;
  const done = await mapLimited(
    parts,
    availableParallelism() + 1,
    context.mayGoOn,
    async (part) => {
      if (refused) return;
      const patches = part.map(({ place, y0, y1, x0, x1 }) => ({
        ...place,
        height: y1 - y0,
        width: x1 - x0,
      }));
      const embedded = await embedder.ofPacked(patches, { signal: context.signal });
      if (!embedded.ok) {
        refused ??= embedded;
        return;
      }
      part.forEach(({ at }, i) => {
        rows.set(embedded.value.subarray(i * width, (i + 1) * width), at * width);
      });
    },
  );
  if (refused) return refused;
  return done ? succeed(rows) : fail({ kind: 'cancelled' });
}

/** Ordinals that still have no embedding. */
function writeOneByOne(
  file: EmbeddingFile,
  exemplars: readonly PlacedExemplar[],
  rows: Float32Array,
  width: number,
): number[] {
  return exemplars.flatMap(({ ordinal }, i) => {
    const row = rows.slice(i * width, (i + 1) * width);
    if (Number.isNaN(row[0])) return [ordinal];
    file.write(ordinal, row);
    return [];
  });
}
