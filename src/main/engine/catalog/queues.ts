import type Database from 'better-sqlite3';
import { type SavedQueue, savedQueue } from '../../../shared/queue.ts';

/** Saved queues by name; what is removed stays in the table, so that removing can be undone. */
export interface QueueTable {
  all(): readonly SavedQueue[];
  byId(id: number): SavedQueue | null;
  byName(name: string): SavedQueue | null;
  add(queue: Omit<SavedQueue, 'id'>): number;
  /** Puts a queue as it was; null takes it away. */
  restore(id: number, queue: unknown): void;
}

interface Row {
  id: number;
  record: string;
}

export function queueTable(db: Database.Database): QueueTable {
  const all = db.prepare<[], Row>('SELECT id, record FROM queue WHERE removed = 0 ORDER BY name');
  const byId = db.prepare<[number], Row>(
    'SELECT id, record FROM queue WHERE id = ? AND removed = 0',
  );
  const byName = db.prepare<[string], Row>(
    'SELECT id, record FROM queue WHERE name = ? AND removed = 0',
  );
  const add = db.prepare('INSERT INTO queue (name, record) VALUES (?, ?)');
  const put = db.prepare('UPDATE queue SET name = ?, record = ?, removed = 0 WHERE id = ?');
  const remove = db.prepare('UPDATE queue SET removed = 1 WHERE id = ?');
  const read = ({ id, record }: Row): SavedQueue => savedQueue.parse({ ...JSON.parse(record), id });
  const found = (row: Row | undefined) => (row ? read(row) : null);
  return {
    all: () => all.all().map(read),
    byId: (id) => found(byId.get(id)),
    byName: (name) => found(byName.get(name)),
    add: (queue) => Number(add.run(queue.name, JSON.stringify(queue)).lastInsertRowid),
    restore(id, queue) {
      if (queue === null) remove.run(id);
      else {
        const next = savedQueue.parse(queue);
        put.run(next.name, JSON.stringify(next), id);
      }
    },
  };
}
