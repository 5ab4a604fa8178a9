import { fail, type Outcome } from '../../../shared/failure.ts';
import type { Box } from '../../../shared/patch.ts';
import type { ExportedPatch } from '../export/exporter.ts';
import { bytesPerHash, hashHex } from '../hash/hash-cross-section.ts';
import type { JobContext } from '../job/job-runner.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { slabShape } from '../slice/read-slab.ts';
import { attempt } from './attempt.ts';
import { isKept } from './curated-set.ts';
import { labelCodes, rowFinder } from './exemplar-columns.ts';
import { inOrderOfVolumes } from './order-of-volumes.ts';
import { patchNames } from './patch-names.ts';
import { patchPixels } from './patch-picture.ts';
import { planeOf } from './plane-codes.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { thresholdsOf } from './threshold.ts';
import { pathOf, volumeToRead } from './volume-to-read.ts';

/** The first thing that made an export end early; a data set with holes is not written. */
export interface Problems {
  first: Outcome<never> | null;
}

/** Exemplars of a set with their pixels, source by source and volume by volume. */
export async function* exportedExemplars(
  session: Session,
  tasks: TaskClient,
  set: 'dedup' | 'curated',
  context: JobContext,
  problems: Problems,
): AsyncIterable<ExportedPatch> {
  const columns = session.columns();
  const names = patchNames(session);
  const thresholds = thresholdsOf(session);
  const all = Uint32Array.from({ length: columns.count }, (_, row) => row);
  for (const row of inOrderOfVolumes(columns, all)) {
    if (set === 'curated' && !isKept(columns, row, thresholds)) continue;
    if (!(await context.mayGoOn())) return;
    const ordinal = columns.ordinal[row] ?? 0;
    const stored = session.catalog.exemplars.byOrdinal(ordinal);
    const patch = await patchPixels(session, tasks, ordinal);
    const volume = names.volume(columns.volume[row] ?? -1);
    if (!stored || !patch || !volume) {
      problems.first = fail({
        kind: 'file-unreadable',
        path: volume ? pathOf(session.locate(volume)) : 'the volume',
        reason: 'its patches can be read neither from the packs nor from the volume',
      });
      throw new ExportStopped();
    }
    const box = { y0: stored.y0, y1: stored.y1, x0: stored.x0, x1: stored.x1 };
    const score = columns.score[row] ?? Number.NaN;
    yield {
      source: names.source(volume.source)?.name ?? '',
      volume: volume.name,
      plane: planeOf(stored.plane),
      index: volume.pictureNumber ?? stored.position,
      box,
      name: names.paperName(volume.id, stored.plane, stored.position, box),
      hash: hashHex(stored.hash),
      score: Number.isNaN(score) ? null : score,
      decision: decisionOf(columns.label[row] ?? 0),
      pixels: patch.pixels,
    };
  }
}

/** Ends an export; the failure itself is in `problems`. */
export class ExportStopped extends Error {}

function decisionOf(code: number): ExportedPatch['decision'] {
  const label = labelCodes[code] ?? 'none';
  return label === 'none' ? null : label;
}

/** Every raw patch, read from the volumes again, cross-section by cross-section. */
export async function* exportedRaw(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
  problems: Problems,
): AsyncIterable<ExportedPatch> {
  const cut = session.cut();
  if (cut === null) return;
  const settings = session.settings();
  const size = bytesPerHash(settings.hashSize);
  const names = patchNames(session);
  const find = rowFinder(session.catalog, session.columns());
  const columns = session.columns();
  for (const volume of session.catalog.volumes.all()) {
    const source = session.catalog.sources.byId(volume.source);
    if (!source || !session.catalog.cuts.volumeInputs(cut, volume.id)?.complete) continue;
    const read = volumeToRead(session, volume, source);
    for (const section of session.catalog.crossSections.ofVolume(cut, volume.id)) {
      if (!(await context.mayGoOn())) return;
      const plane = planeOf(section.plane);
      const { height, width } = slabShape(volume.shape, plane);
      const boxes: readonly Box[] = cropGrid(height, width, settings.patchSize, settings.mode);
      const patches = boxes.map((box) => ({ plane, position: section.position, box }));
      const keepResident = volume.shape.z > 1 && plane !== 'xy';
      const pixels = await attempt('decode', volume.name, () =>
        tasks.decode(
          'read-patches',
          { volume: read, patches, keepResident },
          { signal: context.signal },
        ),
      );
      if (!pixels.ok) {
        problems.first = pixels;
        throw new ExportStopped();
      }
      for (const [i, box] of boxes.entries()) {
        const address = {
          contentId: volume.contentId,
          plane: section.plane,
          position: section.position,
          ...box,
        };
        const row = find(address);
        const score = columns.score[row] ?? Number.NaN;
        const label = session.catalog.labels.labelOf(address)?.value ?? 'none';
        yield {
          source: source.name,
          volume: volume.name,
          plane,
          index: volume.pictureNumber ?? section.position,
          box,
          name: names.paperName(volume.id, section.plane, section.position, box),
          hash: hashHex(section.hashes.subarray(i * size, (i + 1) * size)),
          score: Number.isNaN(score) ? null : score,
          decision: label === 'none' ? null : label,
          pixels: pixels.value[i] ?? new Uint8Array(0),
        };
      }
    }
  }
}
