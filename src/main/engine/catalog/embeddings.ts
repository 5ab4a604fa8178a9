import type Database from 'better-sqlite3';

/** How far an encoder's embeddings are written. */
export interface EmbeddingState {
  /** ordinals 0 to rows - 1 were gone through */
  readonly rows: number;
  /** those among them whose pixels could not be read */
  readonly holes: readonly number[];
}

export interface EmbeddingTable {
  of(encoder: string): EmbeddingState;
  set(encoder: string, state: EmbeddingState): void;
}

export function embeddingTable(db: Database.Database): EmbeddingTable {
  const find = db.prepare<[string], { rows: number; holes: string }>(
    'SELECT rows, holes FROM embedding WHERE encoder = ?',
  );
  const set = db.prepare(
    'INSERT INTO embedding VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = excluded.rows, holes = excluded.holes',
  );
  return {
    of(encoder) {
      const row = find.get(encoder);
      // `as`: written by `set` below.
      return row
        ? { rows: row.rows, holes: JSON.parse(row.holes) as number[] }
        : { rows: 0, holes: [] };
    },
    set: (encoder, { rows, holes }) => void set.run(encoder, rows, JSON.stringify(holes)),
  };
}
