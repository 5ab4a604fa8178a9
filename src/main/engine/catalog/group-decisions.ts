import type Database from 'better-sqlite3';
import { type AddressRow, type AddressTable, type PatchAddress, toAddress } from './addresses.ts';

/** `choose` and `split` name one patch; `merge` joins the group of one to the group of the other. */
export type GroupDecisionKind = 'choose' | 'split' | 'merge';

export interface GroupDecision {
  readonly kind: GroupDecisionKind;
  readonly address: PatchAddress;
  /** a patch of the group that it is joined to; null but for `merge` */
  readonly other: PatchAddress | null;
}

/** A decision with the action it is part of. */
export interface LoggedGroupDecision extends GroupDecision {
  /** place in the log: later decisions have greater ones */
  readonly place: number;
  readonly action: number;
  readonly annotator: string;
  readonly at: number;
  readonly undone: boolean;
}

/** What people decided on groups of near-duplicates, appended. */
export interface GroupDecisionTable {
  add(action: number, decision: GroupDecision): void;
  /** Decisions behind a place of the log, those taken back too, at most so many, in the order of the log. */
  after(place: number, most: number): readonly LoggedGroupDecision[];
  /** Actions on groups that were taken back or brought back by an action after this one, as they are now. */
  turnedAfter(action: number): readonly { readonly action: number; readonly undone: boolean }[];
  /** Grows with every decision, its undoing and redoing. */
  newest(): readonly [decided: number, turned: number];
}

interface Row extends AddressRow {
  place: number;
  kind: GroupDecisionKind;
  action: number;
  annotator: string;
  at: number;
  undone: number;
  other: number | null;
}

export function groupDecisionTable(
  db: Database.Database,
  addresses: AddressTable,
): GroupDecisionTable {
  const add = db.prepare('INSERT INTO group_decision VALUES (?, ?, ?, ?)');
  const after = db.prepare<[number, number], Row>(`
    SELECT group_decision.rowid AS place, group_decision.kind, action, annotator, at, undone, other,
      content_id, plane, position, y0, y1, x0, x1
    FROM group_decision
    JOIN action ON action.id = group_decision.action
    JOIN address ON address.id = group_decision.address
    WHERE group_decision.rowid > ? ORDER BY group_decision.rowid LIMIT ?`);
  const byId = db.prepare<[number], AddressRow>('SELECT * FROM address WHERE id = ?');
  const turned = db.prepare<[number], { action: number; undone: number }>(`
    SELECT DISTINCT target.id AS action, target.undone FROM action AS later
    JOIN action AS target ON target.id = later.undoes
    WHERE later.id > ? AND target.kind = 'regroup'`);
  const newest = db.prepare<[], { decided: number | null; turned: number | null }>(`
    SELECT (SELECT max(action) FROM group_decision) AS decided,
      (SELECT max(later.id) FROM group_decision
       JOIN action AS later ON later.undoes = group_decision.action) AS turned`);
  const otherOf = (id: number | null): PatchAddress | null => {
    const row = id === null ? undefined : byId.get(id);
    return row ? toAddress(row) : null;
  };
  return {
    add: (action, { kind, address, other }) =>
      void add.run(action, kind, addresses.idOf(address), other && addresses.idOf(other)),
    after: (place, most) =>
      after.all(place, most).map((row) => ({
        place: row.place,
        kind: row.kind,
        action: row.action,
        annotator: row.annotator,
        at: row.at,
        undone: row.undone === 1,
        address: toAddress(row),
        other: otherOf(row.other),
      })),
    turnedAfter: (action) =>
      turned.all(action).map((row) => ({ action: row.action, undone: row.undone === 1 })),
    newest() {
      const row = newest.get();
      return [row?.decided ?? 0, row?.turned ?? 0];
    },
  };
}
