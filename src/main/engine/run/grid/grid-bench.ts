import type { z } from 'zod';
import type { NearDuplicate } from '../../../../shared/context.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { GridPatch, GridView, gridQuery } from '../../../../shared/grid.ts';

/** Views of exemplars, as the router asks for them. */
export interface GridBench {
  openView(query: z.output<typeof gridQuery>): Promise<Outcome<GridView>>;
  viewPage(
    view: number,
    from: number,
    count: number,
  ): Outcome<{ total: number; patches: GridPatch[] }>;
  findInView(view: number, ordinals: number[]): Outcome<number[]>;
  nearDuplicates(ordinal: number, most: number): Promise<Outcome<NearDuplicate[]>>;
}
