import { join } from 'node:path';
import type { Catalog } from '../../catalog/open-catalog.ts';
import { readScores } from '../disk/flat-file.ts';
import { atOnce, inBreaths, type Steps } from '../turn/breath.ts';
import { columnsFile, columnsStamp } from './columns-file.ts';
import { columnsOf, type ExemplarColumns, emptyColumns, setLabels } from './exemplar-columns.ts';
import { finishManyLabels } from './labels-under-way.ts';
import { addedRows, regroupedColumns, type Settled } from './regrouped-columns.ts';

/** The columns of a session's exemplars: read when they are needed, forgotten when they are out of date. */
export interface SessionColumns {
  /** Exemplars of the current cut; read when first asked for after a change. */
  columns(): ExemplarColumns;
  /**
   * Reads them while others get their turn, and ends what a killed program left half done; for a session
   * that nobody works in yet.
   */
  loadColumns(): Promise<void>;
  /**
   * Reads them anew while others get their turn, who see what was there before as long. What changed
   * meanwhile is in it, or they are read once more when next asked for.
   */
  reloadColumns(): Promise<void>;
  /** Call after anything that changes which exemplars, labels or scores there are. */
  forgetColumns(): void;
  /** Call after decisions on groups were stored: only rows that came, went or changed are read. */
  regroupColumns(settled: Settled): void;
  /** Call after another model came into force, or its scores changed: the rest of the columns stays. */
  forgetScores(): void;
}

/** @param cut the cut in force; null before there is one */
export function keptColumns(
  folder: string,
  catalog: Catalog,
  cut: () => number | null,
  mayWrite: boolean,
): SessionColumns {
  let columns: ExemplarColumns | null = null;
  /** of which exemplars and scores there are, as far as this session told of them */
  let changes = 0;
  return {
    columns() {
      columns ??= atOnce(scoredColumns(folder, catalog, cut(), mayWrite));
      return columns;
    },
    async loadColumns() {
      if (mayWrite) await inBreaths(finishManyLabels(catalog));
      const loaded = await inBreaths(scoredColumns(folder, catalog, cut(), mayWrite));
      columns ??= loaded;
    },
    async reloadColumns() {
      const [before, newest] = [++changes, catalog.actions.newest()];
      const loaded = await inBreaths(scoredColumns(folder, catalog, cut(), mayWrite));
      if (changes !== before) {
        columns = null;
        return;
      }
      if (catalog.actions.newest() !== newest) {
        loaded.label.fill(0);
        atOnce(setLabels(catalog, loaded));
      }
      columns = loaded;
    },
    forgetColumns() {
      changes++;
      columns = null;
    },
    forgetScores() {
      changes++;
      // Another object, since orders and finders are kept by the columns they were made of.
      if (columns) columns = withScores(folder, catalog, columns);
    },
    regroupColumns(settled) {
      changes++;
      if (!columns || (settled.standings.length === 0 && settled.added.length === 0)) return;
      const model = catalog.settings.get('model');
      const scores = model === null ? [] : readScores(scoresOf(folder, model));
      const added = addedRows(catalog, columns, settled, (at) => scores[at] ?? Number.NaN);
      columns = regroupedColumns(columns, settled.standings, added);
    },
  };
}

/** Where the scores of a model lie. */
export const scoresOf = (folder: string, model: string): string =>
  join(folder, 'scores', `${model}.f32`);

function* scoredColumns(
  folder: string,
  catalog: Catalog,
  cut: number | null,
  mayWrite: boolean,
): Steps<ExemplarColumns> {
  if (cut === null) return emptyColumns(0);
  const columns = yield* unlabelledColumns(folder, catalog, cut, mayWrite);
  yield* setLabels(catalog, columns);
  return withScores(folder, catalog, columns);
}

/** The same columns with the scores of the model in force. */
function withScores(folder: string, catalog: Catalog, columns: ExemplarColumns): ExemplarColumns {
  const model = catalog.settings.get('model');
  const scores = model === null ? [] : readScores(scoresOf(folder, model));
  const score = new Float32Array(columns.count);
  for (let row = 0; row < columns.count; row++) {
    score[row] = scores[columns.ordinal[row] ?? 0] ?? Number.NaN;
  }
  return { ...columns, score };
}

/** From this many exemplars on, a copy beside the database opens sooner. */
const worthCopying = 20_000;

function* unlabelledColumns(
  folder: string,
  catalog: Catalog,
  cut: number,
  mayWrite: boolean,
): Steps<ExemplarColumns> {
  const copy = columnsFile(join(folder, 'cache', 'exemplar-columns.bin'));
  const stamp = columnsStamp(catalog, cut);
  const known = yield* copy.read(stamp);
  if (known) return known;
  const columns = yield* columnsOf(catalog, cut);
  if (mayWrite && columns.count >= worthCopying) yield* copy.write(stamp, columns);
  return columns;
}
