import type { RawAddress } from '../../../../shared/duplicates.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
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
import { embedderOf } from '../model/embedder.ts';
import { embeddingsOf, textureEncoder } from '../model/encoders.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';

/** Exemplars of a source that random pairs are drawn from: half a second where none is embedded yet. */
const sampled = 96;
/** Rows of a few hundred bytes each, and one scale a source. */
const mostRows = 4096;
const mostScales = 64;

/** What was measured of one project lately. */
interface Known {
  readonly rows: Map<string, Float32Array>;
  readonly scales: Map<string, CosineScale | null>;
}
const known = new WeakMap<Session, Known>();

/** How alike members are to their exemplar by texture: measured when asked, since only exemplars are embedded. */
export async function opinionOfGroup(
  session: Session,
  tasks: TaskClient,
  { ordinal, members }: GroupOpinionRequest,
): Promise<Outcome<Opinions>> {
  const found = session.catalog.exemplars.byOrdinal(ordinal);
  if (!found) return fail({ kind: 'patch-unknown', ordinal });
  const { volume, plane, position: index, y0, y1, x0, x1 } = found;
  const exemplar = { volume, plane: planeOf(plane), index, box: { y0, y1, x0, x1 } };
  return opinionOfPairs(session, tasks, { pairs: members.map((b) => ({ a: exemplar, b })) });
}

/** The same of any pairs; what is usual is that of the first one's source. */
export async function opinionOfPairs(
  session: Session,
  tasks: TaskClient,
  { pairs }: PairOpinionRequest | { pairs: readonly { a: RawAddress; b: RawAddress }[] },
): Promise<Outcome<Opinions>> {
  await measure(
    session,
    tasks,
    pairs.flatMap(({ a, b }) => [a, b]),
  );
  const { rows } = knownOf(session);
  const given: (Opinion | null)[] = [];
  for (const { a, b } of pairs) {
    const source = session.catalog.volumes.byId(a.volume)?.source;
    const [one, other] = [rows.get(keyOf(a)), rows.get(keyOf(b))];
    const scale = source === undefined ? null : await scaleOf(session, tasks, source);
    if (!one || !other || !scale) given.push(null);
    else {
      const distance = cosineDistance(scale, one, other);
      given.push({ distance, closerThan: shareFarther(scale, distance) });
    }
  }
  return succeed({ encoder: textureEncoder.record.name, opinions: given });
}

/** Embeds what is not known yet, volume by volume; a volume that cannot be read leaves its patches out. */
async function measure(
  session: Session,
  tasks: TaskClient,
  patches: readonly RawAddress[],
): Promise<void> {
  const { rows } = knownOf(session);
  const missing = new Map(
    patches.flatMap((patch) => (rows.has(keyOf(patch)) ? [] : [[keyOf(patch), patch] as const])),
  );
  const byVolume = Map.groupBy(missing.values(), ({ volume }) => volume);
  const embedder = embedderOf(session, tasks, textureEncoder);
  for (const [id, own] of byVolume) {
    const volume = session.catalog.volumes.byId(id);
    const source = volume && session.catalog.sources.byId(volume.source);
    if (!volume || !source) continue;
    const wanted = own.map(({ plane, index, box }) => ({ plane, position: index, box }));
    const read = volumeToRead(session, volume, source);
    const embedded = await embedder.ofVolume(read, volume.name, wanted);
    if (!embedded.ok) continue;
    own.forEach((patch, i) => {
      const row = embedded.value.slice(i * embedder.width, (i + 1) * embedder.width);
      keep(rows, keyOf(patch), row, mostRows);
    });
  }
}

/** Of the source's exemplars as they are now; those embedded already are read, the others measured. */
async function scaleOf(
  session: Session,
  tasks: TaskClient,
  source: number,
): Promise<CosineScale | null> {
  const { scales } = knownOf(session);
  const ordinals = sampleOf(session, source);
  const key = `${source} ${ordinals.join(' ')}`;
  const there = scales.get(key);
  if (there !== undefined) return there;
  const embedder = embedderOf(session, tasks, textureEncoder);
  const rows = embeddingsOf(session, textureEncoder).read(ordinals);
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
  if (measured.ok && packed.length > 0) {
    absent.forEach(({ at }, i) => {
      const row = measured.value.subarray(i * embedder.width, (i + 1) * embedder.width);
      rows.set(row, at * embedder.width);
    });
  }
  const scale = cosineScale(rows, embedder.width, source + 1);
  keep(scales, key, scale, mostScales);
  return scale;
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

const keyOf = ({ volume, plane, index, box }: RawAddress): string =>
  `${volume} ${plane} ${index} ${box.y0} ${box.x0} ${box.y1} ${box.x1}`;
