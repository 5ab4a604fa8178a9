import type Database from 'better-sqlite3';

/** A contiguous run of cross-sections of one plane of one volume. */
export interface SectionBlock {
  readonly contentId: string;
  readonly plane: number;
  readonly block: number;
}

/** Which blocks of sections are set aside; a block never changes sides once drawn. */
export interface HoldOutTable {
  isHeld(block: SectionBlock): boolean | null;
  draw(source: number, block: SectionBlock, held: boolean): void;
}

export function holdOutTable(db: Database.Database): HoldOutTable {
  const get = db.prepare<[string, number, number], { held: number }>(
    'SELECT held FROM hold_out WHERE content_id = ? AND plane = ? AND block = ?',
  );
  const add = db.prepare('INSERT OR IGNORE INTO hold_out VALUES (?, ?, ?, ?, ?)');
  return {
    isHeld(b) {
      const row = get.get(b.contentId, b.plane, b.block);
      return row ? row.held === 1 : null;
    },
    draw: (source, b, held) => void add.run(source, b.contentId, b.plane, b.block, held ? 1 : 0),
  };
}
