import type Database from 'better-sqlite3';

/** Where a patch is, by content: the same in every cut and in every copy of the volume. */
export interface PatchAddress {
  readonly contentId: string;
  readonly plane: number;
  readonly position: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
}

/** Addresses that something was said of. */
export interface AddressTable {
  /** Id of an address, made when there is none. */
  idOf(address: PatchAddress): number;
  /** Whether a label or a decision on groups that stands, of a patch of this content, is newer than an action. */
  saidSince(contentId: string, action: number): boolean;
}

/** An address as a query answers it. */
export interface AddressRow {
  readonly content_id: string;
  readonly plane: number;
  readonly position: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
}

export type AddressValues = [string, number, number, number, number, number, number];

/** Columns of an address in a query, in the order of `valuesOf`. */
export const addressColumns = 'content_id, plane, position, y0, y1, x0, x1';
export const byAddress =
  'content_id = ? AND plane = ? AND position = ? AND y0 = ? AND y1 = ? AND x0 = ? AND x1 = ?';

export const valuesOf = (a: PatchAddress): AddressValues => [
  a.contentId,
  a.plane,
  a.position,
  a.y0,
  a.y1,
  a.x0,
  a.x1,
];

export function toAddress(row: AddressRow): PatchAddress {
  const { content_id: contentId, plane, position, y0, y1, x0, x1 } = row;
  return { contentId, plane, position, y0, y1, x0, x1 };
}

export function addressTable(db: Database.Database): AddressTable {
  const find = db.prepare<AddressValues, { id: number }>(
    `SELECT id FROM address WHERE ${byAddress}`,
  );
  const add = db.prepare(`INSERT INTO address (${addressColumns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const labelled = db.prepare<[string, number], unknown>(`
    SELECT 1 FROM address CROSS JOIN decision ON decision.address = address.id
    JOIN action ON action.id = decision.action
    WHERE content_id = ? AND decision.action > ? AND undone = 0 LIMIT 1`);
  const grouped = db.prepare<[number, string, string], unknown>(`
    SELECT 1 FROM group_decision JOIN action ON action.id = group_decision.action
    JOIN address AS one ON one.id = group_decision.address
    LEFT JOIN address AS other ON other.id = group_decision.other
    WHERE group_decision.action > ? AND undone = 0 AND (one.content_id = ? OR other.content_id = ?) LIMIT 1`);
  return {
    saidSince: (contentId, action) =>
      labelled.get(contentId, action) !== undefined ||
      grouped.get(action, contentId, contentId) !== undefined,
    idOf(address) {
      const values = valuesOf(address);
      return find.get(...values)?.id ?? Number(add.run(...values).lastInsertRowid);
    },
  };
}
