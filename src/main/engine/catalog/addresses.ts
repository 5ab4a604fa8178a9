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
  return {
    idOf(address) {
      const values = valuesOf(address);
      return find.get(...values)?.id ?? Number(add.run(...values).lastInsertRowid);
    },
  };
}
