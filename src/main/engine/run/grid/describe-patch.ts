import type { LabelPass } from '../../../../shared/decision.ts';
import type { GridPatch } from '../../../../shared/grid.ts';
import type { Plane } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { addressOfRow } from '../label/label-actions.ts';
import { type ExemplarColumns, labelCodes } from '../project/exemplar-columns.ts';
import { type PatchNames, patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { isKept } from '../set/curated-set.ts';
import { type ThresholdOfSource, thresholdsOf } from '../set/threshold.ts';
import { pixelNm } from '../volume/pixel-nm.ts';

/** What describing the patches of a page needs. */
export interface PatchDescriber {
  readonly session: Session;
  readonly columns: ExemplarColumns;
  readonly names: PatchNames;
  readonly thresholds: ThresholdOfSource;
  readonly annotator: string;
}

export function patchDescriber(session: Session): PatchDescriber {
  return {
    session,
    columns: session.columns(),
    names: patchNames(session),
    thresholds: thresholdsOf(session),
    annotator: session.annotator(),
  };
}

/**
 * One row as a grid shows it. Beside the first pass the label is what this annotator said in that pass,
 * and nothing tells what was said before: no score, no reason, no place in the curated set.
 */
export function describePatch(
  { session, columns: c, names, thresholds, annotator }: PatchDescriber,
  row: number,
  at: number,
  shown: { readonly pass: LabelPass; readonly blind: boolean },
): GridPatch {
  const address = addressOfRow(c, names, row);
  const { plane, position, y0, y1, x0, x1 } = address;
  const volume = c.volume[row] ?? 0;
  const box = { y0, y1, x0, x1 };
  const { labels } = session.catalog;
  const isFirst = shown.pass === 'first';
  const hidesScore = shown.blind || !isFirst;
  const score = c.score[row] ?? Number.NaN;
  const code = c.label[row] ?? 0;
  const stored = isFirst
    ? code === 0
      ? null
      : labels.labelOf(address)
    : labels.besideLabel(address, shown.pass, annotator);
  const isDecided = !Number.isNaN(score) || code !== 0;
  return {
    ordinal: c.ordinal[row] ?? 0,
    at,
    source: c.source[row] ?? 0,
    name: names.stableName(volume, plane, position, box),
    volume,
    plane: planeOf(plane),
    index: position,
    box,
    section: sectionOf(names.volume(volume), planeOf(plane)),
    pixelNm: pixelNm(names.volume(volume), planeOf(plane)),
    members: c.members[row] ?? 0,
    score: hidesScore || Number.isNaN(score) ? null : score,
    pass: shown.pass,
    label: isFirst ? (labelCodes[code] ?? 'none') : (stored?.value ?? 'none'),
    reason: stored?.reason ?? null,
    heldOut: c.heldOut[row] === 1,
    kept: isDecided && !hidesScore ? isKept(c, row, thresholds) : null,
  };
}

function sectionOf(volume: StoredVolume | undefined, plane: Plane): GridPatch['section'] {
  return volume ? slabShape(volume.shape, plane) : { height: 0, width: 0, count: 0 };
}
