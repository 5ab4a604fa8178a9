import type Database from 'better-sqlite3';
import type { ExportRecord } from '../../../shared/project.ts';

/** Data sets written so far. */
export interface ExportTable {
  add(record: Omit<ExportRecord, 'id'>): number;
  all(): readonly ExportRecord[];
  /** Id of the newest; 0 before any. */
  newest(): number;
}

interface Row extends Omit<ExportRecord, 'set' | 'manifestSha256'> {
  curation_set: string;
  manifest: string;
}

export function exportTable(db: Database.Database): ExportTable {
  const add = db.prepare(
    'INSERT INTO export (folder, format, curation_set, plan, patches, bytes, at, manifest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const all = db.prepare<[], Row>('SELECT * FROM export ORDER BY id DESC');
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM export');
  return {
    newest: () => last.get()?.id ?? 0,
    add: (e) =>
      Number(
        add.run(e.folder, e.format, e.set, e.plan, e.patches, e.bytes, e.at, e.manifestSha256)
          .lastInsertRowid,
      ),
    all: () =>
      all.all().map(({ curation_set: set, manifest, ...row }) => ({
        ...row,
        set,
        manifestSha256: manifest,
      })),
  };
}
