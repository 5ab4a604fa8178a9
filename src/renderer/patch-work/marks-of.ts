import { labelPass, type Mark } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';

/** The same label for all of these patches: one mark a pass, since a view may show patches again among new ones. */
export function marksOf(
  patches: readonly GridPatch[],
  label: Pick<Mark, 'value' | 'reason' | 'origin'>,
): Mark[] {
  return labelPass.options.flatMap((pass) => {
    const ordinals = patches.filter((each) => each.pass === pass).map((each) => each.ordinal);
    return ordinals.length > 0 ? [{ ...label, ordinals, pass }] : [];
  });
}
