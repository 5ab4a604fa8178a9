import type { LabelPass } from '../../../shared/decision.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { GridPatch, GridView } from '../../../shared/grid.ts';
import { describePatch, patchDescriber } from './describe-patch.ts';
import { rowOfOrdinal } from './exemplar-columns.ts';
import type { Query } from './row-filter.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
import { viewRows } from './view-rows.ts';

/** Views of a session's exemplars; each is the ordinals it showed when opened, so it never jumps. */
export interface GridViews {
  open(session: Session, tasks: TaskClient, query: Query): Promise<Outcome<GridView>>;
  page(
    session: Session,
    view: number,
    from: number,
    count: number,
  ): Outcome<{ total: number; patches: GridPatch[] }>;
  /** Places of exemplars in a view; -1 for those it does not show. */
  find(view: number, ordinals: readonly number[]): Outcome<number[]>;
  clear(): void;
}

interface View {
  readonly ordinals: Uint32Array;
  /** of these, shown again to check consistency */
  readonly again: ReadonlySet<number>;
  readonly pass: LabelPass;
  readonly blind: boolean;
  places: ReadonlyMap<number, number> | null;
}

/** Views kept, and ordinals in all of them: the newest is kept whatever its size. */
const mostViews = 32;
const mostOrdinals = 8_000_000;

export function gridViews(): GridViews {
  const views = new Map<number, View>();
  let next = 1;
  return {
    async open(session, tasks, query) {
      const newest = session.catalog.actions.newest();
      const asOf = Math.min(query.asOf ?? newest, newest);
      const found = await viewRows(session, tasks, query, asOf);
      if (!found.ok) return found;
      const { ordinal } = session.columns();
      const ordinals = found.value.rows.map((row) => ordinal[row] ?? 0);
      const again = new Set([...found.value.again].map((row) => ordinal[row] ?? 0));
      const view = next++;
      const { pass, blind } = query;
      views.set(view, { ordinals, again, pass, blind, places: null });
      forgetOldest(views);
      return succeed({ view, total: ordinals.length, asOf });
    },
    page(session, id, from, count) {
      const view = views.get(id);
      if (!view) return fail({ kind: 'view-forgotten' });
      const columns = session.columns();
      const describer = patchDescriber(session);
      const patches = [...view.ordinals.subarray(from, from + count)].flatMap((ordinal, i) => {
        const row = rowOfOrdinal(columns, ordinal);
        if (row < 0) return [];
        const pass = view.again.has(ordinal) ? 'again' : view.pass;
        return [describePatch(describer, row, from + i, { pass, blind: view.blind })];
      });
      return succeed({ total: view.ordinals.length, patches });
    },
    find(id, ordinals) {
      const view = views.get(id);
      if (!view) return fail({ kind: 'view-forgotten' });
      // Looking a few up is quicker than a map of a million; many, or again and again, is not.
      if (ordinals.length <= 4 && !view.places) {
        return succeed(ordinals.map((ordinal) => view.ordinals.indexOf(ordinal)));
      }
      view.places ??= new Map([...view.ordinals].map((ordinal, at) => [ordinal, at]));
      return succeed(ordinals.map((ordinal) => view.places?.get(ordinal) ?? -1));
    },
    clear: () => views.clear(),
  };
}

function forgetOldest(views: Map<number, View>): void {
  let total = 0;
  for (const { ordinals } of views.values()) total += ordinals.length;
  for (const [oldest, { ordinals }] of views) {
    if (views.size === 1 || (views.size <= mostViews && total <= mostOrdinals)) return;
    views.delete(oldest);
    total -= ordinals.length;
  }
}
