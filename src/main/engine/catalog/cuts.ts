import type Database from 'better-sqlite3';
import { type CutSettings, cutSettings, plainSettings } from '../../../shared/cut.ts';

/** Cuts, and what each volume and each de-duplication scope of a cut was made from. */
export interface CutTable {
  /** Id of the cut with these settings, made when there is none. */
  find(settings: CutSettings): number;
  /** Id of the cut with these settings; null when there is none. */
  known(settings: CutSettings): number | null;
  settings(cut: number): CutSettings | null;
  /** Every cut that was not removed, oldest first. */
  all(): readonly Cut[];
  volumeInputs(cut: number, volume: number): VolumeInputs | null;
  /** What every volume of a cut was cut from, by its id. */
  inputsOfVolumes(cut: number): ReadonlyMap<number, VolumeInputs>;
  /** The inputs of a volume in all cuts that have it, complete or not. */
  inputsOfVolume(volume: number): readonly string[];
  setVolume(cut: number, volume: number, inputs: string, complete: boolean): void;
  scope(cut: number, name: string): Scope | null;
  scopes(cut: number): readonly Scope[];
  addScope(cut: number, name: string, inputs: string): number;
  /** @param name that it has from now on; its own when left out */
  completeScope(scope: number, name?: string): void;
  /** A scope that counts for nothing any more, until its exemplars are taken out. */
  setAside(scope: number): void;
  removeScope(scope: number): void;
  /** Nothing of the cut counts any more, and no other takes anything over. */
  abandon(cut: number): void;
  /** When all that was the cut's is taken out; its id is never given again. */
  forget(cut: number): void;
}

export interface Cut {
  readonly id: number;
  readonly settings: CutSettings;
}

export interface VolumeInputs {
  readonly inputs: string;
  /** its cross-sections are all there */
  readonly complete: boolean;
}

export interface Scope {
  readonly id: number;
  readonly name: string;
  readonly inputs: string;
  readonly complete: boolean;
}

interface ScopeRow {
  id: number;
  name: string;
  inputs: string;
  complete: number;
}

export function cutTable(db: Database.Database): CutTable {
  const bySettings = db.prepare<[string], { id: number }>('SELECT id FROM cut WHERE settings = ?');
  const addCut = db.prepare('INSERT INTO cut (settings) VALUES (?)');
  const byId = db.prepare<[number], { settings: string }>('SELECT settings FROM cut WHERE id = ?');
  // What a removed cut keeps is its row: an id is never given twice.
  const all = db.prepare<[], { id: number; settings: string }>(
    "SELECT id, settings FROM cut WHERE settings LIKE '{%' ORDER BY id",
  );
  const inputsOf = db.prepare<[number], { volume: number; inputs: string; complete: number }>(
    'SELECT volume, inputs, complete FROM cut_volume WHERE cut = ?',
  );
  const inputsEverywhere = db
    .prepare<[number], string>(
      'SELECT inputs FROM cut CROSS JOIN cut_volume ON cut_volume.cut = cut.id AND volume = ?',
    )
    .pluck();
  const volumeInputs = db.prepare<[number, number], { inputs: string; complete: number }>(
    'SELECT inputs, complete FROM cut_volume WHERE cut = ? AND volume = ?',
  );
  const setVolume = db.prepare(
    'INSERT INTO cut_volume VALUES (?, ?, ?, ?) ON CONFLICT (cut, volume) DO UPDATE SET inputs = excluded.inputs, complete = excluded.complete',
  );
  return {
    find(settings) {
      const text = textOf(settings);
      return bySettings.get(text)?.id ?? Number(addCut.run(text).lastInsertRowid);
    },
    known: (settings) => bySettings.get(textOf(settings))?.id ?? null,
    all: () => all.all().map(({ id, settings }) => ({ id, settings: parsed(settings) })),
    inputsOfVolumes: (cut) =>
      new Map(
        inputsOf
          .all(cut)
          .map(({ volume, inputs, complete }) => [volume, { inputs, complete: complete === 1 }]),
      ),
    settings(cut) {
      const row = byId.get(cut);
      return row ? parsed(row.settings) : null;
    },
    volumeInputs(cut, volume) {
      const row = volumeInputs.get(cut, volume);
      return row ? { inputs: row.inputs, complete: row.complete === 1 } : null;
    },
    inputsOfVolume: (volume) => inputsEverywhere.all(volume),
    setVolume: (cut, volume, inputs, complete) =>
      void setVolume.run(cut, volume, inputs, complete ? 1 : 0),
    ...scopeQueries(db),
    ...endings(db),
  };
}

type ScopeQueries = Pick<
  CutTable,
  'scope' | 'scopes' | 'addScope' | 'completeScope' | 'removeScope'
>;

function scopeQueries(db: Database.Database): ScopeQueries {
  const scope = db.prepare<[number, string], ScopeRow>(
    'SELECT * FROM scope WHERE cut = ? AND name = ?',
  );
  const scopes = db.prepare<[number], ScopeRow>('SELECT * FROM scope WHERE cut = ? ORDER BY id');
  const addScope = db.prepare(
    'INSERT INTO scope (cut, name, inputs, complete) VALUES (?, ?, ?, 0)',
  );
  const completeScope = db.prepare(
    'UPDATE scope SET complete = 1, name = coalesce(?, name) WHERE id = ?',
  );
  const removeScope = db.prepare('DELETE FROM scope WHERE id = ?');
  const toScope = (row: ScopeRow): Scope => ({ ...row, complete: row.complete === 1 });
  return {
    scope(cut, name) {
      const row = scope.get(cut, name);
      return row ? toScope(row) : null;
    },
    scopes: (cut) => scopes.all(cut).map(toScope),
    addScope: (cut, name, inputs) => Number(addScope.run(cut, name, inputs).lastInsertRowid),
    completeScope: (id, name) => void completeScope.run(name ?? null, id),
    removeScope: (id) => void removeScope.run(id),
  };
}

function endings(db: Database.Database): Pick<CutTable, 'setAside' | 'abandon' | 'forget'> {
  const aside = "UPDATE scope SET complete = 0, name = 'left:' || id WHERE";
  const setAside = db.prepare(`${aside} id = ?`);
  const setAllAside = db.prepare(`${aside} cut = ?`);
  const unsettle = db.prepare("UPDATE cut_volume SET complete = 0, inputs = '' WHERE cut = ?");
  const volumes = db.prepare('DELETE FROM cut_volume WHERE cut = ?');
  const relations = db.prepare('DELETE FROM source_relation WHERE cut = ?');
  const settings = db.prepare("UPDATE cut SET settings = 'removed ' || id WHERE id = ?");
  const each = (statements: readonly Database.Statement[]) => (cut: number) => {
    for (const statement of statements) statement.run(cut);
  };
  return {
    setAside: (id) => void setAside.run(id),
    abandon: each([setAllAside, unsettle]),
    forget: each([volumes, relations, settings]),
  };
}

const textOf = (settings: CutSettings): string => JSON.stringify(plainSettings(settings));
const parsed = (text: string): CutSettings => cutSettings.parse(JSON.parse(text));
