import { useEffect } from 'react';
import { type ContextZoom, contextPicturePath } from '../../shared/context.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { useDisplay } from './use-display.ts';

/** Sections on either side are asked for ahead, so that leafing finds them read. */
export function useNeighboursAhead(
  project: string,
  patch: GridPatch,
  zoom: ContextZoom,
  step: number,
  sections: number,
): void {
  const display = useDisplay();
  useEffect(() => {
    const pictures: HTMLImageElement[] = [];
    const timer = window.setTimeout(() => {
      for (const ahead of [step + 1, step - 1]) {
        const index = patch.index + ahead;
        if (index < 0 || index >= sections) continue;
        const picture = new Image();
        picture.fetchPriority = 'low';
        picture.src = contextPicturePath(project, patch.ordinal, { step: ahead, zoom, display });
        pictures.push(picture);
      }
    }, 60);
    return () => {
      window.clearTimeout(timer);
      for (const picture of pictures) picture.src = '';
    };
  }, [project, patch, zoom, step, sections, display]);
}
