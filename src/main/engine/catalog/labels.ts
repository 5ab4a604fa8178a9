import type Database from 'better-sqlite3';
import type {
  DecisionOrigin,
  LabelPass,
  LabelValue,
  PastDecision,
} from '../../../shared/decision.ts';
import {
  type AddressRow,
  type AddressTable,
  type AddressValues,
  addressColumns,
  byAddress,
  type PatchAddress,
  toAddress,
  valuesOf,
} from './addresses.ts';

export type { PatchAddress };

export interface Decision {
  readonly address: PatchAddress;
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly origin: DecisionOrigin;
  /** `first` when left out */
  readonly pass?: LabelPass;
  /** whose it was, and when, in the project it was merged from */
  readonly from?: { readonly annotator: string; readonly at: number };
}

export interface Label {
  readonly address: PatchAddress;
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly origin: DecisionOrigin;
  /** that gave it */
  readonly action: number;
}

/** An address that an action decided on, and in which pass. */
export interface DecidedAddress extends PatchAddress {
  readonly pass: LabelPass;
}

export interface PassLabel {
  readonly value: LabelValue;
  readonly reason: string | null;
}

export interface SettledPart {
  readonly settled: readonly DecidedAddress[];
  readonly last: number | null;
}

export interface LabelValueAt {
  readonly id: number;
  readonly address: PatchAddress;
  readonly value: LabelValue;
}

/** Decisions, appended, and the effective labels that follow from them. */
export interface LabelTable {
  decide(action: number, decision: Decision): void;
  /** Works out anew the effective labels of every address an action decided; answers those addresses. */
  settle(action: number): readonly DecidedAddress[];
  /**
   * The same for some of its decisions, from behind one on in the order in which they were made.
   *
   * @returns their addresses, and the last decision looked at; null when there was none left
   */
  settleSome(action: number, after: number, most: number): SettledPart;
  /** How many decisions an action made, as far as `most`. */
  countDecisions(action: number, most: number): number;
  /** Takes out some decisions of an action that never counted. @returns how many */
  dropSome(action: number, most: number): number;
  labelOf(address: PatchAddress): Label | null;
  /** An annotator's newest decision on a patch in a pass beside the first; `none` where taken back or never made. */
  besideLabel(address: PatchAddress, pass: LabelPass, annotator: string): PassLabel;
  /** Every decision on a patch, oldest first, those taken back too. */
  history(address: PatchAddress): readonly PastDecision[];
  all(): readonly Label[];
  /** How many effective labels there are of each content, value and reason: much sooner than all one by one. */
  tally(): readonly LabelTally[];
  /** So many values and where they are, beginning after an address id; each with its address id. */
  valuesAfter(address: number, most: number): readonly LabelValueAt[];
  /** How many effective labels there are of each value. */
  counts(): ReadonlyMap<LabelValue, number>;
}

/** Effective labels of one content that say the same. */
export interface LabelTally {
  readonly contentId: string;
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly count: number;
}

interface LabelRow extends AddressRow {
  action: number;
  value: LabelValue;
  reason: string | null;
  origin: DecisionOrigin;
}

export function labelTable(db: Database.Database, addresses: AddressTable): LabelTable {
  const addDecision = db.prepare(
    'INSERT INTO decision (action, address, value, reason, origin, pass, annotator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const decided = db.prepare<[number], AddressRow & { id: number; pass: LabelPass }>(
    `SELECT DISTINCT address.id, pass, ${addressColumns} FROM decision JOIN address ON address.id = decision.address WHERE decision.action = ?`,
  );
  // Adjudicated decisions come before all others, then the newest of the first pass that is not undone.
  const newest = db.prepare<
    [number],
    { action: number; value: LabelValue; reason: string | null; origin: DecisionOrigin }
  >(`
    SELECT decision.action, value, reason, origin FROM decision JOIN action ON action.id = decision.action
    WHERE decision.address = ? AND action.undone = 0 AND pass = 'first'
    ORDER BY origin = 'adjudicated' DESC, decision.action DESC, decision.rowid DESC LIMIT 1`);
  const setLabel = db.prepare('INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?, ?)');
  const dropLabel = db.prepare('DELETE FROM label WHERE address = ?');
  const labelOf = db.prepare<AddressValues, LabelRow>(
    `SELECT ${addressColumns}, value, reason, origin, label.action FROM label JOIN address ON address.id = label.address WHERE ${byAddress}`,
  );
  const all = db.prepare<[], LabelRow>(
    `SELECT ${addressColumns}, value, reason, origin, label.action FROM label JOIN address ON address.id = label.address ORDER BY ${addressColumns}`,
  );
  const valuesAfter = db.prepare<[number, number], AddressRow & { id: number; value: LabelValue }>(
    `SELECT address.id, ${addressColumns}, value FROM label JOIN address ON address.id = label.address
     WHERE label.address > ? ORDER BY label.address LIMIT ?`,
  );
  const counts = db.prepare<[], { value: LabelValue; count: number }>(
    'SELECT value, count(*) AS count FROM label GROUP BY value',
  );
  const tally = db.prepare<[], LabelTally>(`
    SELECT content_id AS contentId, value, reason, count(*) AS count
    FROM label JOIN address ON address.id = label.address GROUP BY content_id, value, reason`);
  const beside = db.prepare<[...AddressValues, string, string], PassLabel>(`
    SELECT value, reason FROM decision
    JOIN address ON address.id = decision.address JOIN action ON action.id = decision.action
    WHERE ${byAddress} AND pass = ? AND coalesce(decision.annotator, action.annotator) = ? AND action.undone = 0
    ORDER BY decision.action DESC, decision.rowid DESC LIMIT 1`);
  const history = db.prepare<AddressValues, Omit<PastDecision, 'undone'> & { undone: number }>(`
    SELECT decision.action, coalesce(decision.at, action.at) AS at,
      coalesce(decision.annotator, action.annotator) AS annotator, value, reason, origin, pass, undone
    FROM decision
    JOIN address ON address.id = decision.address JOIN action ON action.id = decision.action
    WHERE ${byAddress} ORDER BY decision.action, decision.rowid`);
  const settleRow = (row: AddressRow & { id: number; pass: LabelPass }): DecidedAddress => {
    const top = newest.get(row.id);
    if (!top || top.value === 'none') dropLabel.run(row.id);
    else setLabel.run(row.id, top.value, top.reason, top.origin, top.action);
    return { ...toAddress(row), pass: row.pass };
  };
  return {
    decide(action, { address, value, reason, origin, pass = 'first', from }) {
      const id = addresses.idOf(address);
      const { annotator = null, at = null } = from ?? {};
      addDecision.run(action, id, value, reason, origin, pass, annotator, at);
    },
    settle: (action) => decided.all(action).map(settleRow),
    ...partQueries(db, settleRow),
    labelOf(address) {
      const row = labelOf.get(...valuesOf(address));
      return row ? toLabel(row) : null;
    },
    besideLabel: (address, pass, annotator) =>
      beside.get(...valuesOf(address), pass, annotator) ?? { value: 'none', reason: null },
    history: (address) =>
      history.all(...valuesOf(address)).map((row) => ({ ...row, undone: row.undone === 1 })),
    all: () => all.all().map(toLabel),
    tally: () => tally.all(),
    valuesAfter: (address, most) =>
      valuesAfter
        .all(address, most)
        .map((row) => ({ id: row.id, address: toAddress(row), value: row.value })),
    counts: () => new Map(counts.all().map((row) => [row.value, row.count])),
  };
}

/** For actions of so many decisions that they are worked through a part at a time. */
function partQueries(
  db: Database.Database,
  settleRow: (row: AddressRow & { id: number; pass: LabelPass }) => DecidedAddress,
): Pick<LabelTable, 'settleSome' | 'countDecisions' | 'dropSome'> {
  const decidedAfter = db.prepare<
    [number, number, number],
    AddressRow & { id: number; pass: LabelPass; decision: number }
  >(
    `SELECT decision.rowid AS decision, address.id, pass, ${addressColumns} FROM decision
     JOIN address ON address.id = decision.address
     WHERE decision.action = ? AND decision.rowid > ? ORDER BY decision.rowid LIMIT ?`,
  );
  const countDecisions = db.prepare<[number, number], { count: number }>(
    'SELECT count(*) AS count FROM (SELECT 1 FROM decision WHERE action = ? LIMIT ?)',
  );
  const dropSome = db.prepare(
    'DELETE FROM decision WHERE rowid IN (SELECT rowid FROM decision WHERE action = ? LIMIT ?)',
  );
  return {
    settleSome(action, after, most) {
      const rows = decidedAfter.all(action, after, most);
      return { settled: rows.map(settleRow), last: rows.at(-1)?.decision ?? null };
    },
    countDecisions: (action, most) => countDecisions.get(action, most)?.count ?? 0,
    dropSome: (action, most) => dropSome.run(action, most).changes,
  };
}

function toLabel(row: LabelRow): Label {
  const { value, reason, origin, action } = row;
  return { address: toAddress(row), value, reason, origin, action };
}
