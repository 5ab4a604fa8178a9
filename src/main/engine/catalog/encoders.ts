import type Database from 'better-sqlite3';

/** Encoders that were added; the record is the JSON of what the window shows and the engine runs. */
export interface EncoderTable {
  add(hash: string, action: number, record: string): void;
  byHash(hash: string): string | null;
  /** records, oldest first */
  all(): readonly string[];
}

export function encoderTable(db: Database.Database): EncoderTable {
  const add = db.prepare('INSERT OR IGNORE INTO encoder (hash, action, record) VALUES (?, ?, ?)');
  const byHash = db
    .prepare<[string], string>('SELECT record FROM encoder WHERE hash = ?')
    .pluck(true);
  const all = db.prepare<[], string>('SELECT record FROM encoder ORDER BY id').pluck(true);
  return {
    add: (hash, action, record) => void add.run(hash, action, record),
    byHash: (hash) => byHash.get(hash) ?? null,
    all: () => all.all(),
  };
}
