import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type SourceMetadata, sourceMetadata } from '../../../shared/source.ts';
import { type Mapping, mapping } from '../../../shared/volume.ts';

/** What can be changed of a source, as one value: stored before and after in an undoable change. */
export const sourceState = z.object({
  name: z.string(),
  metadata: sourceMetadata,
  mapping,
  invert: z.boolean(),
  removed: z.boolean(),
});
export type SourceState = z.infer<typeof sourceState>;

export interface Source extends SourceState {
  readonly id: number;
}

export interface SourceTable {
  all(): readonly Source[];
  byId(id: number): Source | null;
  byName(name: string): Source | null;
  add(name: string, metadata: SourceMetadata, mapping: Mapping, invert: boolean): number;
  restore(id: number, state: SourceState): void;
}

interface Row {
  id: number;
  name: string;
  metadata: string;
  mapping: string;
  invert: number;
  removed: number;
}

export function sourceTable(db: Database.Database): SourceTable {
  const all = db.prepare<[], Row>('SELECT * FROM source WHERE removed = 0 ORDER BY id');
  const byId = db.prepare<[number], Row>('SELECT * FROM source WHERE id = ?');
  const byName = db.prepare<[string], Row>('SELECT * FROM source WHERE name = ? AND removed = 0');
  const add = db.prepare(
    'INSERT INTO source (name, metadata, mapping, invert) VALUES (?, ?, ?, ?)',
  );
  const restore = db.prepare(
    'UPDATE source SET name = ?, metadata = ?, mapping = ?, invert = ?, removed = ? WHERE id = ?',
  );
  return {
    all: () => all.all().map(toSource),
    byId: (id) => maybe(byId.get(id)),
    byName: (name) => maybe(byName.get(name)),
    add: (name, metadata, map, invert) =>
      Number(
        add.run(name, JSON.stringify(metadata), JSON.stringify(map), invert ? 1 : 0)
          .lastInsertRowid,
      ),
    restore: (id, s) =>
      void restore.run(
        s.name,
        JSON.stringify(s.metadata),
        JSON.stringify(s.mapping),
        s.invert ? 1 : 0,
        s.removed ? 1 : 0,
        id,
      ),
  };
}

const maybe = (row: Row | undefined): Source | null => (row ? toSource(row) : null);

function toSource(row: Row): Source {
  const state = sourceState.parse({
    name: row.name,
    metadata: JSON.parse(row.metadata),
    mapping: JSON.parse(row.mapping),
    invert: row.invert === 1,
    removed: row.removed === 1,
  });
  return { id: row.id, ...state };
}
