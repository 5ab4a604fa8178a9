import type { GridPatch } from '../../shared/grid.ts';
import { showPatches } from '../session/navigation.ts';

/** Shows the exemplars whose embeddings lie nearest to this one's, nearest first. */
export function showLike({ ordinal, name }: Pick<GridPatch, 'ordinal' | 'name'>): void {
  showPatches(`Like ${name}`, {
    set: 'like',
    order: 'likeness',
    like: { ordinal },
  });
}
