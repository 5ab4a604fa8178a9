import type Database from 'better-sqlite3';

/** Single values of a project: key, name, current cut, threshold, annotator. */
export interface SettingTable {
  get(name: SettingName): string | null;
  set(name: SettingName, value: string): void;
}

export type SettingName =
  | 'key'
  | 'cut'
  | 'threshold'
  | 'annotator'
  | 'model'
  | 'model-kind'
  | 'encoder'
  | 'source-thresholds'
  | 'trained-up-to'
  | 'reasons'
  | 'goal'
  | 'dataset-terms'
  | 'export-options'
  | 'export-unfinished'
  | 'data-set'
  | 'relations'
  | 'stage-rates'
  | 'many-labels';

export function settingTable(db: Database.Database): SettingTable {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?');
  const set = db.prepare<[string, string]>(
    'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (name) => get.get(name)?.value ?? null,
    set: (name, value) => void set.run(name, value),
  };
}
