import type { RawAddress } from '../../../../shared/duplicates.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type {
  GroupOpinionRequest,
  Opinion,
  Opinions,
  PairOpinionRequest,
} from '../../../../shared/opinion.ts';
import {
  type CosineScale,
  cosineDistance,
  cosineScale,
  shareFarther,
} from '../../evaluate/cosine-scale.ts';
import { xorshift32 } from '../../kernel/xorshift32.ts';
import { encoderToUse } from '../model/add-encoder.ts';
import { embedderOf } from '../model/embedder.ts';
import { embeddingsOf, type StoredEncoder } from '../model/encoders.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';

/** Exemplars of a source that random pairs are drawn from: half a second where none is embedded yet. */
const sampled = 96;
/** Rows of a few hundred bytes each, of a network 8 KB at most, and one scale a source and encoder. */
const mostRows = 4096;
const mostScales = 64;

/** What was measured of one project lately. */
interface Known {
  readonly rows: Map<string, Float32Array>;
  readonly scales: Map<string, CosineScale | null>;
}
const known = new WeakMap<Session, Known>();

/** Who is asked. */
interface Asked {
  readonly session: Session;
  readonly tasks: TaskClient;
  readonly encoder: StoredEncoder;
}

/** How alike members are to their exemplar by an encoder: measured when asked, since only exemplars are embedded. */
export async function opinionOfGroup(
  session: Session,
  tasks: TaskClient,
  { encoder, ordinal, members }: GroupOpinionRequest,
): Promise<Outcome<Opinions>> {
  const found = session.catalog.exemplars.byOrdinal(ordinal);
  if (!found) return fail({ kind: 'patch-unknown', ordinal });
  const { volume, plane, position: index, y0, y1, x0, x1 } = found;
  const exemplar = { volume, plane: planeOf(plane), index, box: { y0, y1, x0, x1 } };
  const pairs = members.map((b) => ({ a: exemplar, b }));
  return opinionOfPairs(session, tasks, { encoder, pairs });
}

/** The same of any pairs; what is usual is that of the first one's source. */
export async function opinionOfPairs(
  session: Session,
  tasks: TaskClient,
  { encoder: hash, pairs }: PairOpinionRequest,
): Promise<Outcome<Opinions>> {
  const found = encoderToUse(session, hash);
  if (!found.ok) return found;
  const asked: Asked = { session, tasks, encoder: found.value };
  const patches = pairs.flatMap(({ a, b }) => [a, b]);
  const measured = await measure(asked, patches);
  if (!measured.ok) return measured;
  const { rows } = knownOf(session);
  const given: (Opinion | null)[] = [];
  for (const { a, b } of pairs) {
    const source = session.catalog.volumes.byId(a.volume)?.source;
    const [one, other] = [rows.get(keyOf(hash, a)), rows.get(keyOf(hash, b))];
    const scale = source === undefined ? succeed(null) : await scaleOf(asked, source);
    if (!scale.ok) return scale;
    given.push(one && other && scale.value ? opinionOf(scale.value, one, other) : null);
  }
  return succeed({ encoder: found.value.record.name, opinions: given });
}

function opinionOf(scale: CosineScale, one: Float32Array, other: Float32Array): Opinion {
  const distance = cosineDistance(scale, one, other);
  return { distance, closerThan: shareFarther(scale, distance) };
}

/**
 * Embeds what is not known yet, volume by volume; a volume that cannot be read leaves its patches out. A
 * network that fails fails for all: that is told.
 */
async function measure(
  { session, tasks, encoder }: Asked,
  patches: readonly RawAddress[],
): Promise<Outcome<null>> {
  const { rows } = knownOf(session);
  const { hash } = encoder.record;
  const missing = new Map(
    patches.flatMap((patch) =>
      rows.has(keyOf(hash, patch)) ? [] : [[keyOf(hash, patch), patch] as const],
    ),
  );
  const byVolume = Map.groupBy(missing.values(), ({ volume }) => volume);
  const embedder = embedderOf(session, tasks, encoder);
  for (const [id, own] of byVolume) {
    const volume = session.catalog.volumes.byId(id);
    const source = volume && session.catalog.sources.byId(volume.source);
    if (!volume || !source) continue;
    const wanted = own.map(({ plane, index, box }) => ({ plane, position: index, box }));
    const read = volumeToRead(session, volume, source);
    const embedded = await embedder.ofVolume(read, volume.name, wanted);
    if (!embedded.ok && isOfNetwork(embedded.failure)) return embedded;
    if (!embedded.ok) continue;
    own.forEach((patch, i) => {
      const row = embedded.value.slice(i * embedder.width, (i + 1) * embedder.width);
      keep(rows, keyOf(hash, patch), row, mostRows);
    });
  }
  return succeed(null);
}

/** Not of one volume: every other patch would fail too. */
const isOfNetwork = (failure: Failure): boolean =>
  failure.kind === 'encoder-too-slow' ||
  failure.kind === 'encoder-invalid' ||
  (failure.kind === 'process-died' && failure.process === 'inference');

/** Of the source's exemplars as they are now; those embedded already are read, the others measured. */
async function scaleOf(
  { session, tasks, encoder }: Asked,
  source: number,
): Promise<Outcome<CosineScale | null>> {
  const { scales } = knownOf(session);
  const ordinals = sampleOf(session, source);
  const key = `${encoder.record.hash} ${source} ${ordinals.join(' ')}`;
  const there = scales.get(key);
  if (there !== undefined) return succeed(there);
  const embedder = embedderOf(session, tasks, encoder);
  const rows = embeddingsOf(session, encoder).read(ordinals);
  const absent = ordinals.flatMap((ordinal, at) => {
    if (Number.isFinite(rows[at * embedder.width])) return [];
    const found = session.catalog.exemplars.byOrdinal(ordinal);
    return found?.place ? [{ at, found, place: found.place }] : [];
  });
  const packed = absent.map(({ place, found: { y0, y1, x0, x1 } }) => ({
    ...place,
    height: y1 - y0,
    width: x1 - x0,
  }));
  const measured = packed.length > 0 ? await embedder.ofPacked(packed) : succeed(rows);
  if (!measured.ok && isOfNetwork(measured.failure)) return measured;
  if (measured.ok && packed.length > 0) {
    absent.forEach(({ at }, i) => {
      const row = measured.value.subarray(i * embedder.width, (i + 1) * embedder.width);
      rows.set(row, at * embedder.width);
    });
  }
  const scale = cosineScale(rows, embedder.width, source + 1);
  keep(scales, key, scale, mostScales);
  return succeed(scale);
}

/** Ordinals drawn by the source's number, rising. */
function sampleOf(session: Session, source: number): number[] {
  const columns = session.columns();
  const own: number[] = [];
  for (let row = 0; row < columns.count; row++) {
    if (columns.source[row] === source) own.push(columns.ordinal[row] ?? 0);
  }
  const { below } = xorshift32(source + 1);
  for (let i = 0; i < Math.min(sampled, own.length - 1); i++) {
    const j = i + below(own.length - i);
    [own[i], own[j]] = [own[j] ?? 0, own[i] ?? 0];
  }
  return own.slice(0, sampled).sort((a, b) => a - b);
}

function knownOf(session: Session): Known {
  const there = known.get(session) ?? { rows: new Map(), scales: new Map() };
  known.set(session, there);
  return there;
}

/** The oldest goes when there are too many. */
function keep<T>(kept: Map<string, T>, key: string, value: T, most: number): void {
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

const keyOf = (encoder: string, { volume, plane, index, box }: RawAddress): string =>
  `${encoder} ${volume} ${plane} ${index} ${box.y0} ${box.x0} ${box.y1} ${box.x1}`;
