import type Database from 'better-sqlite3';
import type { DecisionOrigin, LabelPass, LabelValue } from '../../../shared/decision.ts';
import type { PatchAddress } from './labels.ts';

/** A decision that was not taken back, with whose it is. */
export interface StandingDecision {
  readonly address: PatchAddress;
  readonly annotator: string;
  readonly at: number;
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly origin: DecisionOrigin;
  readonly pass: LabelPass;
}

/** Every standing decision, in the order made. */
export interface VerdictTable {
  all(): IterableIterator<StandingDecision>;
  /** those of patches that more than one decision was made on, a small part of all */
  repeated(): readonly StandingDecision[];
}

interface Row {
  content_id: string;
  plane: number;
  position: number;
  y0: number;
  y1: number;
  x0: number;
  x1: number;
  annotator: string;
  at: number;
  value: LabelValue;
  reason: string | null;
  origin: DecisionOrigin;
  pass: LabelPass;
}

const select = `
  SELECT content_id, plane, position, y0, y1, x0, x1,
    coalesce(decision.annotator, action.annotator) AS annotator,
    coalesce(decision.at, action.at) AS at, value, reason, origin, pass
  FROM decision
  JOIN action ON action.id = decision.action AND action.undone = 0
  JOIN address ON address.id = decision.address`;
const inOrder = 'ORDER BY decision.action, decision.rowid';

export function verdictTable(db: Database.Database): VerdictTable {
  const all = db.prepare<[], Row>(`${select} ${inOrder}`);
  const repeated = db.prepare<[], Row>(`
    ${select} WHERE decision.address IN (
      SELECT address FROM decision GROUP BY address HAVING count(*) > 1) ${inOrder}`);
  return {
    *all() {
      for (const row of all.iterate()) yield toDecision(row);
    },
    repeated: () => repeated.all().map(toDecision),
  };
}

function toDecision(row: Row): StandingDecision {
  const { content_id: contentId, plane, position, y0, y1, x0, x1, ...said } = row;
  return { address: { contentId, plane, position, y0, y1, x0, x1 }, ...said };
}
