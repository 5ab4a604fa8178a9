import type { CutSettings } from '../../../../shared/cut.ts';
import { countBoxes } from '../../patch/count-boxes.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { sectionIndices } from '../../slice/section-indices.ts';
import { type CutSubject, planesOf } from './planned-cut.ts';

/** How many patches a volume is cut into: what `planCut` comes to, for ten thousand volumes at once. */
export function countPatches(subject: CutSubject, settings: CutSettings): number {
  const { patchSize, mode, spacing } = settings;
  return planesOf(subject, settings).reduce((sum, plane) => {
    const { count, height, width } = slabShape(subject.shape, plane);
    const sections = sectionIndices(count, spacing, mode).length;
    return sum + sections * countBoxes(height, width, patchSize, mode);
  }, 0);
}
