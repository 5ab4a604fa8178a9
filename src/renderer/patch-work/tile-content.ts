import { type Contrast, type GridPatch, patchPicturePath } from '../../shared/grid.ts';
import { labelling } from '../session/labelling.ts';

/** What a tile shows of a patch: its label is the newest that this window knows of. */
export function contentOf(
  patch: GridPatch,
  project: string,
  liked: { readonly contrast: Contrast; readonly captions: boolean },
) {
  const painted = labelling.paintedOf(patch.ordinal);
  const score = patch.score === null ? null : patch.score.toFixed(2);
  return {
    picture: patchPicturePath(project, patch.ordinal, liked.contrast),
    name: patch.name,
    caption: liked.captions ? [score, patch.name.split('/')[0]].filter(Boolean).join(' ') : null,
    hint: painted?.problem ?? (score === null ? patch.name : `${patch.name}\nscore ${score}`),
    value: painted?.value ?? patch.label,
    state: painted?.state ?? 'saved',
    heldOut: patch.heldOut,
  } as const;
}
