import type { GridPatch } from '../../shared/grid.ts';
import { labelling } from '../session/labelling.ts';

/** A patch's label by what this window knows, which is newer than the page that was fetched. */
export const labelOf = ({ ordinal, label }: Pick<GridPatch, 'ordinal' | 'label'>) =>
  labelling.paintedOf(ordinal)?.value ?? label;
