import { mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { EmbeddingMap, mapRequest } from '../../../../shared/map.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { centredBySource } from '../../map/centre-by-source.ts';
import { embedExemplars } from '../model/embed-exemplars.ts';
import { embeddingsOf, encoderInUse } from '../model/encoders.ts';
import { usedEmbeddings } from '../model/used-embeddings.ts';
import { labelCodes, rowOfOrdinal } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { rowsInOrder } from './row-order.ts';

/** Where exemplars lie on the map; scores and labels are those of the moment it is asked for. */
const storedMap = z.object({
  version: z.literal(1),
  encoder: z.string(),
  encoderName: z.string(),
  centreBySource: z.boolean(),
  seed: z.int(),
  ordinals: z.array(z.int()),
  x: z.array(z.number()),
  y: z.array(z.number()),
});

const fileOf = (session: Session): string => join(session.folder, 'cache', 'embedding-map.json');

/** Lays exemplars drawn at random out on a flat map; the one there was stays until the new one is whole. */
export async function drawMap(
  session: Session,
  tasks: TaskClient,
  asked: z.output<typeof mapRequest>,
  context: JobContext,
): Promise<Outcome<string>> {
  const encoder = encoderInUse(session);
  const embedded = await embedExemplars(session, tasks, encoder, context);
  if (!embedded.ok) return embedded;
  const columns = session.columns();
  const used = usedEmbeddings(session, columns);
  if (!used) return fail({ kind: 'no-exemplars' });
  const file = embeddingsOf(session, encoder);
  const { width } = file;
  const random = { seed: asked.seed, threshold: 0 };
  const drawn = (await rowsInOrder(session, columns, 'random', random))
    .slice(0, asked.sample)
    .sort();
  const found = file.read(drawn.map((row) => columns.ordinal[row] ?? 0));
  const rows = [...drawn.keys()].filter((i) => Number.isFinite(found[i * width]));
  const values = new Float32Array(rows.length * width);
  rows.forEach((from, to) => {
    for (let i = 0; i < width; i++) {
      const centred = (found[from * width + i] ?? 0) - (used.scales.means[i] ?? 0);
      values[to * width + i] = centred * (used.scales.scales[i] ?? 0);
    }
  });
  const sources = rows.map((i) => columns.source[drawn[i] ?? 0] ?? 0);
  const input = asked.centreBySource ? centredBySource(values, width, sources) : values;
  context.stage('lay out the map', 100, '%');
  let shown = 0;
  const places = await attempt('decode', 'the map', async () =>
    succeed(
      await tasks.decode(
        'lay-out-map',
        { rows: input, width, seed: asked.seed },
        {
          signal: context.signal,
          onProgress: (share) => {
            const percent = Math.floor(Number(share) * 100);
            context.advance(Math.max(0, percent - shown));
            shown = Math.max(shown, percent);
          },
        },
      ),
    ),
  );
  if (context.signal.aborted) return fail({ kind: 'cancelled' });
  if (!places.ok) return places;
  const map: z.infer<typeof storedMap> = {
    version: 1,
    encoder: encoder.record.hash,
    encoderName: encoder.record.name,
    centreBySource: asked.centreBySource,
    seed: asked.seed,
    ordinals: rows.map((i) => columns.ordinal[drawn[i] ?? 0] ?? 0),
    x: [...places.value.x],
    y: [...places.value.y],
  };
  mkdirSync(join(session.folder, 'cache'), { recursive: true });
  await writeFile(`${fileOf(session)}.new`, JSON.stringify(map), { flush: true });
  await rename(`${fileOf(session)}.new`, fileOf(session));
  return succeed(`Laid out ${rows.length.toLocaleString('en-US')} exemplars on the map.`);
}

/** The map that was drawn last; null when there is none, or its file is not one. */
export async function currentMap(session: Session): Promise<Outcome<EmbeddingMap | null>> {
  const text = await readFile(fileOf(session), 'utf8').catch(() => null);
  const map = text === null ? null : storedMap.safeParse(jsonOrNull(text)).data;
  if (!map) return succeed(null);
  const columns = session.columns();
  const rows = map.ordinals.map((ordinal) => rowOfOrdinal(columns, ordinal));
  const there = [...rows.keys()].filter((i) => (rows[i] ?? -1) >= 0);
  const rowAt = (i: number) => rows[i] ?? 0;
  return succeed({
    key: `${map.encoder} ${map.seed} ${map.centreBySource} ${map.ordinals.length}`,
    encoder: map.encoderName,
    centreBySource: map.centreBySource,
    seed: map.seed,
    ordinals: there.map((i) => map.ordinals[i] ?? 0),
    x: there.map((i) => map.x[i] ?? 0),
    y: there.map((i) => map.y[i] ?? 0),
    source: there.map((i) => columns.source[rowAt(i)] ?? 0),
    score: there.map((i) => {
      const score = columns.score[rowAt(i)] ?? Number.NaN;
      return Number.isNaN(score) ? null : score;
    }),
    label: there.map((i) => labelCodes[columns.label[rowAt(i)] ?? 0] ?? 'none'),
  });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
