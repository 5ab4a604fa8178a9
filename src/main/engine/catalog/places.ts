import type Database from 'better-sqlite3';
import { type Place, place } from '../../../shared/decision.ts';

/** Where each annotator is in each screen's grid. */
export interface PlaceTable {
  of(annotator: string, screen: string): Place | null;
  set(annotator: string, where: Place): void;
}

export function placeTable(db: Database.Database): PlaceTable {
  const get = db.prepare<[string, string], { record: string }>(
    'SELECT record FROM place WHERE annotator = ? AND screen = ?',
  );
  const set = db.prepare('INSERT OR REPLACE INTO place VALUES (?, ?, ?)');
  return {
    of(annotator, screen) {
      const row = get.get(annotator, screen);
      // What another version wrote may not be understood: then the grid opens at its start.
      return row ? (place.safeParse(JSON.parse(row.record)).data ?? null) : null;
    },
    set: (annotator, where) => void set.run(annotator, where.screen, JSON.stringify(where)),
  };
}
