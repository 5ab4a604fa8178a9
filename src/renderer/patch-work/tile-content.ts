import { patchPicturePath, shrinkFor } from '../../shared/display.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { scaleBar } from '../../shared/scale-bar.ts';
import { labelling } from '../session/labelling.ts';
import { displayOf, type Preferences } from '../session/preferences.ts';

/** What a tile shows of a patch: its label is the newest that this window knows of. */
export function contentOf(patch: GridPatch, project: string, liked: Preferences) {
  const painted = labelling.paintedOf(patch.ordinal);
  const score = patch.score === null ? null : patch.score.toFixed(2);
  const reason = painted ? painted.reason : patch.reason;
  const bar = patch.pixelNm
    ? scaleBar(drawnPixels(patch), patch.pixelNm.x).words
    : 'unknown pixel size';
  const hint = [
    patch.name,
    score === null ? '' : `score ${score}`,
    reason ?? '',
    liked.scaleBar ? `scale bar: ${bar}` : '',
  ].filter((line) => line !== '');
  return {
    picture: patchPicturePath(
      project,
      patch.ordinal,
      displayOf(liked),
      shrinkFor(drawnPixels(patch), liked.tileSize * window.devicePixelRatio),
    ),
    name: patch.name,
    caption: liked.captions ? captionOf(patch, score, reason) : null,
    hint: painted?.problem ?? hint.join('\n'),
    value: painted?.value ?? patch.label,
    state: painted?.state ?? 'saved',
    heldOut: patch.heldOut,
    scale: liked.scaleBar ? scaleOf(patch) : null,
  } as const;
}

const captionOf = (patch: GridPatch, score: string | null, reason: string | null): string =>
  [score, reason, patch.name.split('/')[0]].filter(Boolean).join(' ');

/** Kept as text, so that a tile whose scale has not changed is not drawn anew: "224 8" is pixels and nanometres. */
const scaleOf = (patch: GridPatch): string =>
  patch.pixelNm ? `${drawnPixels(patch)} ${patch.pixelNm.x}` : `${drawnPixels(patch)}`;

/** A patch that is lower than wide, or narrower than high, is drawn within a square of its longer edge. */
const drawnPixels = ({ box }: GridPatch): number => Math.max(box.x1 - box.x0, box.y1 - box.y0);
