import { createHash } from 'node:crypto';
import type { Outcome } from '../../../../shared/failure.ts';
import type { Label, PatchAddress } from '../../catalog/labels.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { featureCount } from '../../feature/texture-features.ts';
import { pickRows } from '../../score/pick-rows.ts';
import { rowFinder } from '../project/exemplar-columns.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { blockOf } from '../set/draw-hold-out.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { PatchToRead, VolumeToRead } from '../task/worker-material.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';
import { embedderOf } from './embedder.ts';
import { embeddingsOf, type StoredEncoder } from './encoders.ts';

/** Patches labelled informative or uninformative, with their features: what training starts from. */
export interface LabelledPatches {
  readonly count: number;
  /** count x featureCount, row-major, all finite */
  readonly features: Float64Array;
  /** count x width of the encoder in use, row-major, all finite; null when an encoder was not asked for */
  readonly embeddings: Float32Array | null;
  /** rows in the order in which they got their labels */
  readonly history: Uint32Array;
  /** 1 informative */
  readonly labels: Uint8Array;
  readonly sources: Uint32Array;
  readonly heldOut: Uint8Array;
  /** exemplar ordinal, or -1 for a labelled patch that is no exemplar of this cut */
  readonly ordinals: Int32Array;
  /** SHA-256 over addresses and values: the same labels give the same hash */
  readonly labelsHash: string;
  /** labels whose features could not be measured, since their volume cannot be read or is gone */
  readonly leftOut: number;
}

interface Found {
  readonly label: Label;
  readonly volume: StoredVolume;
  readonly row: number;
}

/**
 * Gathers every label that can be trained on, in the order of addresses; features and embeddings of
 * patches that are no exemplars are measured now.
 */
export async function labelledPatches(
  session: Session,
  tasks: TaskClient,
  encoder: StoredEncoder | null = null,
): Promise<LabelledPatches> {
  const columns = session.columns();
  const volumes = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v]));
  const find = rowFinder(session.catalog, columns);
  const labels = session.catalog.labels.all().filter(isClass);
  const found = labels.flatMap((label): Found[] => {
    const volume = volumes.get(label.address.contentId);
    return volume ? [{ label, volume, row: find(label.address) }] : [];
  });
  const features = await valuesOf(session, found, new Float64Array(found.length * featureCount), {
    stored: (ordinals) => session.features.read(ordinals),
    measured: (volume, read, patches) =>
      attempt('decode', volume.name, () =>
        tasks.decode('measure-patches', { volume: read, patches, keepResident: false }),
      ),
  });
  const embeddings = encoder ? await embeddingsFor(session, tasks, encoder, found) : null;
  const width = encoder?.record.width ?? 0;
  const isHeldOut = heldOutAsker(session);
  const usable = found.flatMap((_, i) => {
    if (!isMeasured(features, featureCount, i)) return [];
    return embeddings === null || isMeasured(embeddings, width, i) ? [i] : [];
  });
  const actions = usable.map((i) => found[i]?.label.action ?? 0);
  return {
    count: usable.length,
    features: pickRows(features, featureCount, usable),
    embeddings: embeddings && pickRows(embeddings, width, usable),
    history: Uint32Array.from(usable.keys()).sort((a, b) => (actions[a] ?? 0) - (actions[b] ?? 0)),
    labels: Uint8Array.from(usable, (i) => (found[i]?.label.value === 'informative' ? 1 : 0)),
    sources: Uint32Array.from(usable, (i) => found[i]?.volume.source ?? 0),
    heldOut: Uint8Array.from(usable, (i) => isHeldOut(found[i])),
    ordinals: Int32Array.from(usable, (i) => columns.ordinal[found[i]?.row ?? -1] ?? -1),
    labelsHash: hashLabels(labels),
    leftOut: labels.length - usable.length,
  };
}

const isClass = ({ value }: Label): boolean => value === 'informative' || value === 'uninformative';

/** Every number of a row, since a half-precision one can have become infinite. */
function isMeasured(values: Float32Array | Float64Array, width: number, row: number): boolean {
  for (let i = row * width; i < (row + 1) * width; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}

/** How many labels training would learn from, whatever is an exemplar: those outside the hold-out, of volumes that are here. */
export function labelsToTrainOn(session: Session): { informative: number; uninformative: number } {
  const volumes = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v]));
  const isHeldOut = heldOutAsker(session);
  const counts = { informative: 0, uninformative: 0 };
  for (const label of session.catalog.labels.all()) {
    const volume = volumes.get(label.address.contentId);
    if (!volume || !isClass(label) || isHeldOut({ label, volume })) continue;
    counts[label.value === 'informative' ? 'informative' : 'uninformative']++;
  }
  return counts;
}

/** SHA-256 of labels in the order of their addresses. */
export function hashLabels(labels: readonly Label[]): string {
  const hash = createHash('sha256');
  for (const { address, value } of labels) hash.update(`${addressText(address)} ${value}\n`);
  return hash.digest('hex');
}

const addressText = (a: PatchAddress): string =>
  `${a.contentId} ${a.plane} ${a.position} ${a.y0}-${a.y1} ${a.x0}-${a.x1}`;

/** Whether a label lies in the hold-out: 1 or 0. Blocks are few, labels many: each block is asked once. */
function heldOutAsker(
  session: Session,
): (found: Pick<Found, 'label' | 'volume'> | undefined) => number {
  const known = new Map<string, number>();
  return (found) => {
    if (!found) return 0;
    const { contentId, plane, position } = found.label.address;
    const block = blockOf(found.volume, plane, position);
    const key = `${contentId} ${plane} ${block}`;
    const held =
      known.get(key) ?? (session.catalog.holdOuts.isHeld({ contentId, plane, block }) ? 1 : 0);
    known.set(key, held);
    return held;
  };
}

function embeddingsFor(
  session: Session,
  tasks: TaskClient,
  encoder: StoredEncoder,
  found: readonly Found[],
): Promise<Float32Array> {
  const file = embeddingsOf(session, encoder);
  const embedder = embedderOf(session, tasks, encoder);
  return valuesOf(session, found, new Float32Array(found.length * encoder.record.width), {
    stored: (ordinals) => file.read(ordinals),
    measured: (volume, read, patches) => embedder.ofVolume(read, volume.name, patches),
  });
}

/** Where the values of a patch come from: a file for exemplars, else the volume. */
interface ValueSource {
  stored(ordinals: readonly number[]): Float32Array | Float64Array;
  measured(
    volume: StoredVolume,
    read: VolumeToRead,
    patches: readonly PatchToRead[],
  ): Promise<Outcome<Float32Array | Float64Array>>;
}

/** Fills and returns `values`, found.length rows; NaN for what cannot be had. */
async function valuesOf<T extends Float32Array | Float64Array>(
  session: Session,
  found: readonly Found[],
  values: T,
  from: ValueSource,
): Promise<T> {
  const columns = session.columns();
  const width = values.length / Math.max(1, found.length);
  values.fill(Number.NaN);
  const put = (i: number, rows: Float32Array | Float64Array, k: number) =>
    values.set(rows.subarray(k * width, (k + 1) * width), i * width);
  const stored = found.flatMap(({ row }, i) =>
    row >= 0 ? [{ i, ordinal: columns.ordinal[row] ?? 0 }] : [],
  );
  const known = from.stored(stored.map(({ ordinal }) => ordinal));
  stored.forEach(({ i }, k) => {
    put(i, known, k);
  });
  const others = new Map<StoredVolume, number[]>();
  found.forEach(({ row, volume }, i) => {
    if (row < 0) others.set(volume, [...(others.get(volume) ?? []), i]);
  });
  for (const [volume, rows] of others) {
    const source = session.catalog.sources.byId(volume.source);
    if (!source || !volume.resolvedMapping) continue;
    const patches = rows.flatMap((i) => (found[i] ? [patchOf(found[i].label.address)] : []));
    const measured = await from.measured(volume, volumeToRead(session, volume, source), patches);
    if (measured.ok)
      rows.forEach((i, k) => {
        put(i, measured.value, k);
      });
  }
  return values;
}

const patchOf = ({ plane, position, y0, y1, x0, x1 }: PatchAddress): PatchToRead => ({
  plane: planeOf(plane),
  position,
  box: { y0, y1, x0, x1 },
});
