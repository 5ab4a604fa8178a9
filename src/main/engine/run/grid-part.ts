import type { GridBench } from './grid-bench.ts';
import type { Parts } from './workbench-parts.ts';

/** Views of exemplars. */
export function gridPart({ desk: { read }, views }: Parts): GridBench {
  return {
    openView: (query) => read((session) => views.open(session, query)),
    viewPage: (view, from, count) => read((session) => views.page(session, view, from, count)),
  };
}
