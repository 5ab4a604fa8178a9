import { createHash } from 'node:crypto';
import type { Label, PatchAddress } from '../catalog/labels.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import { attempt } from './attempt.ts';
import { blockOf } from './draw-hold-out.ts';
import { rowFinder } from './exemplar-columns.ts';
import { featureCount } from './patch-reader.ts';
import { planeOf } from './plane-codes.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { volumeToRead } from './volume-to-read.ts';

/** Patches labelled informative or uninformative, with their features: what training starts from. */
export interface LabelledPatches {
  readonly count: number;
  /** count x featureCount, row-major, all finite */
  readonly features: Float64Array;
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

/** Gathers every label that can be trained on; features of patches that are no exemplars are measured now. */
export async function labelledPatches(
  session: Session,
  tasks: TaskClient,
): Promise<LabelledPatches> {
  const columns = session.columns();
  const volumes = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v]));
  const find = rowFinder(session.catalog, columns);
  const labels = session.catalog.labels.all().filter(isClass);
  const found = labels.flatMap((label): Found[] => {
    const volume = volumes.get(label.address.contentId);
    return volume ? [{ label, volume, row: find(label.address) }] : [];
  });
  const features = await featuresOf(session, tasks, found);
  const usable = found.flatMap((_, i) => (isMeasured(features, i) ? [i] : []));
  return {
    count: usable.length,
    features: Float64Array.from(
      usable.flatMap((i) => [...features.subarray(i * featureCount, (i + 1) * featureCount)]),
    ),
    labels: Uint8Array.from(usable, (i) => (found[i]?.label.value === 'informative' ? 1 : 0)),
    sources: Uint32Array.from(usable, (i) => found[i]?.volume.source ?? 0),
    heldOut: Uint8Array.from(usable, (i) => (isHeldOut(session, found[i]) ? 1 : 0)),
    ordinals: Int32Array.from(usable, (i) => columns.ordinal[found[i]?.row ?? -1] ?? -1),
    labelsHash: hashLabels(labels),
    leftOut: labels.length - usable.length,
  };
}

const isClass = ({ value }: Label): boolean => value === 'informative' || value === 'uninformative';

const isMeasured = (features: Float64Array, row: number): boolean =>
  features.subarray(row * featureCount, (row + 1) * featureCount).every(Number.isFinite);

/** SHA-256 of labels in the order of their addresses. */
export function hashLabels(labels: readonly Label[]): string {
  const hash = createHash('sha256');
  for (const { address, value } of labels) hash.update(`${addressText(address)} ${value}\n`);
  return hash.digest('hex');
}

const addressText = (a: PatchAddress): string =>
  `${a.contentId} ${a.plane} ${a.position} ${a.y0}-${a.y1} ${a.x0}-${a.x1}`;

function isHeldOut(session: Session, found: Found | undefined): boolean {
  if (!found) return false;
  const { contentId, plane, position } = found.label.address;
  const block = blockOf(found.volume, plane, position);
  return session.catalog.holdOuts.isHeld({ contentId, plane, block }) ?? false;
}

async function featuresOf(session: Session, tasks: TaskClient, found: readonly Found[]) {
  const columns = session.columns();
  const features = new Float64Array(found.length * featureCount).fill(Number.NaN);
  const stored = found.flatMap(({ row }, i) =>
    row >= 0 ? [{ i, ordinal: columns.ordinal[row] ?? 0 }] : [],
  );
  const known = session.features.read(stored.map(({ ordinal }) => ordinal));
  stored.forEach(({ i }, k) => {
    features.set(known.subarray(k * featureCount, (k + 1) * featureCount), i * featureCount);
  });
  const others = new Map<StoredVolume, number[]>();
  found.forEach(({ row, volume }, i) => {
    if (row < 0) others.set(volume, [...(others.get(volume) ?? []), i]);
  });
  for (const [volume, rows] of others) {
    const measured = await measure(
      session,
      tasks,
      volume,
      rows.map((i) => found[i]?.label.address),
    );
    rows.forEach((i, k) => {
      if (measured)
        features.set(measured.subarray(k * featureCount, (k + 1) * featureCount), i * featureCount);
    });
  }
  return features;
}

async function measure(
  session: Session,
  tasks: TaskClient,
  volume: StoredVolume,
  addresses: readonly (PatchAddress | undefined)[],
): Promise<Float64Array | null> {
  const source = session.catalog.sources.byId(volume.source);
  if (!source || !volume.resolvedMapping) return null;
  const patches = addresses.flatMap((a) =>
    a
      ? [
          {
            plane: planeOf(a.plane),
            position: a.position,
            box: { y0: a.y0, y1: a.y1, x0: a.x0, x1: a.x1 },
          },
        ]
      : [],
  );
  const measured = await attempt('decode', volume.name, () =>
    tasks.decode('measure-patches', {
      volume: volumeToRead(session, volume, source),
      patches,
      keepResident: false,
    }),
  );
  return measured.ok ? measured.value : null;
}
