import type Database from 'better-sqlite3';

/** Filter models as trained; the record is the JSON of what the window shows of one. */
export interface ModelTable {
  add(hash: string, action: number, record: string): number;
  /** What was found out later, by cross-validation, of a model that is there. */
  setRecord(hash: string, record: string): void;
  byHash(hash: string): { id: number; record: string } | null;
  /** Without their records, which are as large as the curves in them. */
  names(): readonly { id: number; hash: string }[];
  all(): readonly { id: number; hash: string; action: number; record: string }[];
}

export function modelTable(db: Database.Database): ModelTable {
  const add = db.prepare('INSERT INTO model (hash, action, record) VALUES (?, ?, ?)');
  const setRecord = db.prepare('UPDATE model SET record = ? WHERE hash = ?');
  const byHash = db.prepare<[string], { id: number; record: string }>(
    'SELECT id, record FROM model WHERE hash = ?',
  );
  const all = db.prepare<[], { id: number; hash: string; action: number; record: string }>(
    'SELECT * FROM model ORDER BY id',
  );
  const names = db.prepare<[], { id: number; hash: string }>(
    'SELECT id, hash FROM model ORDER BY id',
  );
  return {
    add: (hash, action, record) => Number(add.run(hash, action, record).lastInsertRowid),
    setRecord: (hash, record) => void setRecord.run(record, hash),
    byHash: (hash) => byHash.get(hash) ?? null,
    names: () => names.all(),
    all: () => all.all(),
  };
}
