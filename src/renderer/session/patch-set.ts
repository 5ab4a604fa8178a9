import type { Outcome } from '../../shared/failure.ts';
import type { GridPatch, GridQuery, GridView } from '../../shared/grid.ts';
import { createStore } from './store.ts';

/** Where patches come from; replaced in tests. */
export interface PatchReader {
  open(query: GridQuery): Promise<Outcome<GridView>>;
  find(view: number, ordinals: number[]): Promise<Outcome<number[]>>;
  page(view: number, from: number, count: number): Promise<Outcome<{ patches: GridPatch[] }>>;
  /** called with the patches of each fresh page */
  arrived(patches: readonly GridPatch[]): void;
}

export type PatchSet = ReturnType<typeof createPatchSet>;

const pageSize = 200;
/** 80 pages are 16,000 patches: more than any screen shows, a few megabytes. */
const pagesKept = 80;

/** What is known of the view that is open; another number for each opening. */
const notOpened = {
  total: null as number | null,
  view: null as number | null,
  asOf: 0,
  /** the query it was opened for, as text */
  of: null as string | null,
  failure: null as Extract<Outcome<never>, { ok: false }>['failure'] | null,
  version: 0,
};

/** One opened view and the pages of it that were looked at lately. */
export function createPatchSet(reader: PatchReader) {
  const store = createStore(notOpened);
  let view: number | null = null;
  let opening = 0;
  let shown: { from: number; to: number } | null = null;
  const pages = new Map<number, readonly GridPatch[]>();
  const asked = new Map<number, Promise<void>>();

  const changed = () => store.set({ version: store.get().version + 1 });

  async function open(query: GridQuery): Promise<void> {
    const turn = ++opening;
    const outcome = await reader.open(query);
    if (turn !== opening) return;
    pages.clear();
    asked.clear();
    view = outcome.ok ? outcome.value.view : null;
    store.set({ ...openedAs(outcome), of: JSON.stringify(query) });
    changed();
    // The grid tells only when its range changes; another view in the same place needs its pages too.
    if (shown) show(shown.from, shown.to);
  }

  function fetchPage(page: number): Promise<void> {
    const under = asked.get(page);
    if (under !== undefined) return under;
    const mine = view;
    const total = store.get().total ?? 0;
    if (mine === null || page * pageSize >= total) return Promise.resolve();
    const work = reader
      .page(mine, page * pageSize, Math.min(pageSize, total - page * pageSize))
      .then((outcome) => {
        if (mine !== view || !outcome.ok) return;
        pages.set(page, outcome.value.patches);
        reader.arrived(outcome.value.patches);
        forgetOldest(pages);
        changed();
      })
      .finally(() => {
        if (mine === view) asked.delete(page);
      });
    asked.set(page, work);
    return work;
  }

  function patchAt(at: number): GridPatch | null {
    return pages.get(Math.floor(at / pageSize))?.[at % pageSize] ?? null;
  }

  /** Fetches what is missing of from..to and a page on either side; a lost page is asked for on the next scroll. */
  function show(from: number, to: number): void {
    shown = { from, to };
    const last = Math.floor(Math.max(from, to - 1) / pageSize);
    const first = Math.floor(from / pageSize);
    for (let page = Math.max(0, first - 1); page <= last + 1; page++) {
      const kept = pages.get(page);
      if (!kept) void fetchPage(page).catch(() => undefined);
      else if (page >= first && page <= last) {
        pages.delete(page);
        pages.set(page, kept);
      }
    }
  }

  /** The patches at these places, fetching pages that are not here; places past the end are left out. */
  async function patchesAt(places: readonly number[]): Promise<GridPatch[]> {
    const patches: GridPatch[] = [];
    for (const at of places) {
      if (!patchAt(at)) await fetchPage(Math.floor(at / pageSize));
      const patch = patchAt(at);
      if (patch) patches.push(patch);
    }
    return patches;
  }

  const find = (ordinals: readonly number[]) => placesIn(reader, view, ordinals);
  return { store, open, show, patchAt, patchesAt, find };
}

function openedAs(outcome: Outcome<GridView>) {
  if (!outcome.ok) return { total: 0, view: null, asOf: 0, failure: outcome.failure };
  const { total, view, asOf } = outcome.value;
  return { total, view, asOf, failure: null };
}

/** A map keeps the order of insertion: the first pages are those not looked at for longest. */
function forgetOldest(pages: Map<number, unknown>): void {
  for (const page of pages.keys()) {
    if (pages.size <= pagesKept) return;
    pages.delete(page);
  }
}

/** Places of patches in a view; -1 for those it does not show, or when it cannot be asked. */
async function placesIn(
  reader: PatchReader,
  view: number | null,
  ordinals: readonly number[],
): Promise<readonly number[]> {
  if (view === null || ordinals.length === 0) return [];
  const outcome = await reader.find(view, [...ordinals]).catch(() => null);
  return outcome?.ok ? outcome.value : ordinals.map(() => -1);
}
