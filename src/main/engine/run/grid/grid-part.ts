import { nearDuplicates } from '../group/near-duplicates.ts';
import type { Parts } from '../workbench-parts.ts';
import type { GridBench } from './grid-bench.ts';

/** Views of exemplars. */
export function gridPart({ desk: { read, readLater }, tasks, views }: Parts): GridBench {
  return {
    openView: (query) => readLater((session) => views.open(session, tasks, query)),
    viewPage: (view, from, count) => read((session) => views.page(session, view, from, count)),
    nearDuplicates: (ordinal, most) =>
      readLater((session) => nearDuplicates(session, ordinal, most)),
    findInView: (view, ordinals) => views.find(view, ordinals),
  };
}
