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
  /** @param isPassing drawn while volumes were missing: may be forgotten, and drawn again, when they come */
  draw(source: number, block: SectionBlock, held: boolean, isPassing?: boolean): void;
  isPassing(block: SectionBlock): boolean;
  /** What was drawn of a volume of a source while others were missing. */
  forgetPassing(source: number, contentId: string): void;
}

interface Row {
  source: number;
  held: number;
}

/** The number of the source is negative in a row that may be forgotten. */
export function holdOutTable(db: Database.Database): HoldOutTable {
  const get = db.prepare<[string, number, number], Row>(
    'SELECT source, held FROM hold_out WHERE content_id = ? AND plane = ? AND block = ?',
  );
  const add = db.prepare('INSERT OR IGNORE INTO hold_out VALUES (?, ?, ?, ?, ?)');
  const forget = db.prepare('DELETE FROM hold_out WHERE content_id = ? AND source = ?');
  const rowOf = (b: SectionBlock) => get.get(b.contentId, b.plane, b.block);
  return {
    isHeld(block) {
      const row = rowOf(block);
      return row ? row.held === 1 : null;
    },
    draw: (source, b, held, isPassing = false) =>
      void add.run(isPassing ? -source : source, b.contentId, b.plane, b.block, held ? 1 : 0),
    isPassing: (block) => (rowOf(block)?.source ?? 0) < 0,
    forgetPassing: (source, contentId) => void forget.run(contentId, -source),
  };
}
