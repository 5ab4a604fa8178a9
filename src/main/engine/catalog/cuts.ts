import type Database from 'better-sqlite3';
import { type CutSettings, cutSettings } from '../../../shared/cut.ts';

/** Cuts, and what each volume and each de-duplication scope of a cut was made from. */
export interface CutTable {
  /** Id of the cut with these settings, made when there is none. */
  find(settings: CutSettings): number;
  settings(cut: number): CutSettings | null;
  volumeInputs(cut: number, volume: number): { inputs: string; complete: boolean } | null;
  setVolume(cut: number, volume: number, inputs: string, complete: boolean): void;
  scope(cut: number, name: string): Scope | null;
  scopes(cut: number): readonly Scope[];
  addScope(cut: number, name: string, inputs: string): number;
  completeScope(scope: number): void;
  removeScope(scope: number): void;
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
  const volumeInputs = db.prepare<[number, number], { inputs: string; complete: number }>(
    'SELECT inputs, complete FROM cut_volume WHERE cut = ? AND volume = ?',
  );
  const setVolume = db.prepare(
    'INSERT INTO cut_volume VALUES (?, ?, ?, ?) ON CONFLICT (cut, volume) DO UPDATE SET inputs = excluded.inputs, complete = excluded.complete',
  );
  const scope = db.prepare<[number, string], ScopeRow>(
    'SELECT * FROM scope WHERE cut = ? AND name = ?',
  );
  const scopes = db.prepare<[number], ScopeRow>('SELECT * FROM scope WHERE cut = ? ORDER BY id');
  const addScope = db.prepare(
    'INSERT INTO scope (cut, name, inputs, complete) VALUES (?, ?, ?, 0)',
  );
  const completeScope = db.prepare('UPDATE scope SET complete = 1 WHERE id = ?');
  const removeScope = db.prepare('DELETE FROM scope WHERE id = ?');
  const toScope = (row: ScopeRow): Scope => ({ ...row, complete: row.complete === 1 });
  return {
    find(settings) {
      const text = JSON.stringify(settings);
      return bySettings.get(text)?.id ?? Number(addCut.run(text).lastInsertRowid);
    },
    settings(cut) {
      const row = byId.get(cut);
      return row ? cutSettings.parse(JSON.parse(row.settings)) : null;
    },
    volumeInputs(cut, volume) {
      const row = volumeInputs.get(cut, volume);
      return row ? { inputs: row.inputs, complete: row.complete === 1 } : null;
    },
    setVolume: (cut, volume, inputs, complete) =>
      void setVolume.run(cut, volume, inputs, complete ? 1 : 0),
    scope(cut, name) {
      const row = scope.get(cut, name);
      return row ? toScope(row) : null;
    },
    scopes: (cut) => scopes.all(cut).map(toScope),
    addScope: (cut, name, inputs) => Number(addScope.run(cut, name, inputs).lastInsertRowid),
    completeScope: (id) => void completeScope.run(id),
    removeScope: (id) => void removeScope.run(id),
  };
}
