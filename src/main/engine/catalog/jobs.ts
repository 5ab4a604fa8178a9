import type Database from 'better-sqlite3';
import { type Job, job } from '../../../shared/job.ts';

/** Jobs and their reports, so that what went wrong can still be read after a restart. */
export interface JobTable {
  nextId(): number;
  save(record: Job): void;
  /** Newest first. */
  recent(count: number): readonly Job[];
}

export function jobTable(db: Database.Database): JobTable {
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM job');
  const save = db.prepare(
    'INSERT INTO job VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
  );
  const recent = db.prepare<[number], { record: string }>(
    'SELECT record FROM job ORDER BY id DESC LIMIT ?',
  );
  return {
    nextId: () => (last.get()?.id ?? 0) + 1,
    save: (record) => void save.run(record.id, JSON.stringify(record)),
    recent: (count) => recent.all(count).map((row) => job.parse(JSON.parse(row.record))),
  };
}
