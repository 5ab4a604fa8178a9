import type Database from 'better-sqlite3';
import type { DecisionOrigin, LabelValue } from '../../../shared/decision.ts';

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

export interface Decision {
  readonly address: PatchAddress;
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly origin: DecisionOrigin;
}

export interface Label {
  readonly address: PatchAddress;
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly origin: DecisionOrigin;
}

/** Decisions, appended, and the effective labels that follow from them. */
export interface LabelTable {
  decide(action: number, decision: Decision): void;
  /** Works out anew the effective labels of every address an action decided; answers those addresses. */
  settle(action: number): readonly PatchAddress[];
  labelOf(address: PatchAddress): Label | null;
  all(): readonly Label[];
  /** How many effective labels there are of each value. */
  counts(): ReadonlyMap<LabelValue, number>;
}

interface AddressRow {
  content_id: string;
  plane: number;
  position: number;
  y0: number;
  y1: number;
  x0: number;
  x1: number;
}
interface LabelRow extends AddressRow {
  value: LabelValue;
  reason: string | null;
  origin: DecisionOrigin;
}

const addressColumns = 'content_id, plane, position, y0, y1, x0, x1';
const byAddress =
  'content_id = ? AND plane = ? AND position = ? AND y0 = ? AND y1 = ? AND x0 = ? AND x1 = ?';
type AddressValues = [string, number, number, number, number, number, number];
const valuesOf = (a: PatchAddress): AddressValues => [
  a.contentId,
  a.plane,
  a.position,
  a.y0,
  a.y1,
  a.x0,
  a.x1,
];

export function labelTable(db: Database.Database): LabelTable {
  const findAddress = db.prepare<AddressValues, { id: number }>(
    `SELECT id FROM address WHERE ${byAddress}`,
  );
  const addAddress = db.prepare(
    `INSERT INTO address (${addressColumns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const addDecision = db.prepare('INSERT INTO decision VALUES (?, ?, ?, ?, ?)');
  const decided = db.prepare<[number], AddressRow & { id: number }>(
    `SELECT DISTINCT address.id, ${addressColumns} FROM decision JOIN address ON address.id = decision.address WHERE decision.action = ?`,
  );
  // Adjudicated decisions come before all others, then the newest that is not undone.
  const newest = db.prepare<
    [number],
    { action: number; value: LabelValue; reason: string | null; origin: DecisionOrigin }
  >(`
    SELECT decision.action, value, reason, origin FROM decision JOIN action ON action.id = decision.action
    WHERE decision.address = ? AND action.undone = 0
    ORDER BY origin = 'adjudicated' DESC, decision.action DESC, decision.rowid DESC LIMIT 1`);
  const setLabel = db.prepare('INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?, ?)');
  const dropLabel = db.prepare('DELETE FROM label WHERE address = ?');
  const labelOf = db.prepare<AddressValues, LabelRow>(
    `SELECT ${addressColumns}, value, reason, origin FROM label JOIN address ON address.id = label.address WHERE ${byAddress}`,
  );
  const all = db.prepare<[], LabelRow>(
    `SELECT ${addressColumns}, value, reason, origin FROM label JOIN address ON address.id = label.address ORDER BY ${addressColumns}`,
  );
  const counts = db.prepare<[], { value: LabelValue; count: number }>(
    'SELECT value, count(*) AS count FROM label GROUP BY value',
  );
  return {
    decide(action, { address, value, reason, origin }) {
      const values = valuesOf(address);
      const id = findAddress.get(...values)?.id ?? addAddress.run(...values).lastInsertRowid;
      addDecision.run(action, id, value, reason, origin);
    },
    settle: (action) =>
      decided.all(action).map((row) => {
        const top = newest.get(row.id);
        if (!top || top.value === 'none') dropLabel.run(row.id);
        else setLabel.run(row.id, top.value, top.reason, top.origin, top.action);
        return toAddress(row);
      }),
    labelOf(address) {
      const row = labelOf.get(...valuesOf(address));
      return row ? toLabel(row) : null;
    },
    all: () => all.all().map(toLabel),
    counts: () => new Map(counts.all().map((row) => [row.value, row.count])),
  };
}

function toAddress(row: AddressRow): PatchAddress {
  const { content_id: contentId, plane, position, y0, y1, x0, x1 } = row;
  return { contentId, plane, position, y0, y1, x0, x1 };
}

function toLabel(row: LabelRow): Label {
  const { value, reason, origin } = row;
  return { address: toAddress(row), value, reason, origin };
}
