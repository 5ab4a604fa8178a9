import type { LabelPass } from '../../../../shared/decision.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { GridPatch, GridView } from '../../../../shared/grid.ts';
import { rowOfOrdinal } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { describePatch, patchDescriber } from './describe-patch.ts';
import type { Query } from './row-filter.ts';
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
}

/** Place of each ordinal in one view, plus one; 0 for those it does not show. */
interface Places {
  readonly view: number;
  readonly of: Uint32Array;
}

/** Views kept, and ordinals in all of them: the newest is kept whatever its size. */
const mostViews = 32;
const mostOrdinals = 8_000_000;

export function gridViews(): GridViews {
  const views = new Map<number, View>();
  let next = 1;
  let lookedUp: Places | null = null;
  return {
    async open(session, tasks, query) {
      const newest = session.catalog.actions.newest();
      const asOf = Math.min(query.asOf ?? newest, newest);
      const found = await viewRows(session, tasks, query, asOf);
      if (!found.ok) return found;
      const { ordinals } = found.value;
      const view = next++;
      const { pass, blind } = query;
      views.set(view, { ...found.value, pass, blind });
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
      // Looking a few up is quicker than a table of a million; many, or again and again, is not.
      if (ordinals.length <= 4 && lookedUp?.view !== id) {
        return succeed(ordinals.map((ordinal) => view.ordinals.indexOf(ordinal)));
      }
      const places = lookedUp?.view === id ? lookedUp : placesOf(id, view);
      lookedUp = places;
      return succeed(ordinals.map((ordinal) => (places.of[ordinal] ?? 0) - 1));
    },
    clear() {
      views.clear();
      lookedUp = null;
    },
  };
}

/** A million take 4 MB and some milliseconds. */
function placesOf(view: number, { ordinals }: View): Places {
  let last = -1;
  for (const ordinal of ordinals) if (ordinal > last) last = ordinal;
  const of = new Uint32Array(last + 1);
  for (let at = 0; at < ordinals.length; at++) of[ordinals[at] ?? 0] = at + 1;
  return { view, of };
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
