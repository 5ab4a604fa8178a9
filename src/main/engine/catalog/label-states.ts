import type Database from 'better-sqlite3';
import type { LabelPass, LabelValue } from '../../../shared/decision.ts';
import type { PatchAddress } from './labels.ts';

/** An effective label and whose it is. */
export interface OwnedLabel {
  readonly address: PatchAddress;
  readonly annotator: string;
  readonly action: number;
}

/** Labels as they were, and whose they are. */
export interface LabelStateTable {
  /** First-pass values as they were after an action, of those patches alone whose decisions changed since. */
  before(action: number): readonly { address: PatchAddress; value: LabelValue }[];
  /** Effective labels given up to an action, with the annotator of each. */
  owned(upTo: number): readonly OwnedLabel[];
  /** So many of them by address id, beginning after one; each with its address id. */
  ownedAfter(address: number, upTo: number, most: number): readonly (OwnedLabel & { id: number })[];
  /** Patches an annotator decided on in a pass up to an action, but for those taken back by then. */
  decidedIn(pass: LabelPass, annotator: string, upTo: number): readonly PatchAddress[];
}

interface AddressRow {
  id: number;
  content_id: string;
  plane: number;
  position: number;
  y0: number;
  y1: number;
  x0: number;
  x1: number;
}

const addressColumns =
  'address.id, content_id, address.plane, address.position, address.y0, address.y1, address.x0, address.x1';

/** Whether a decision's action was taken back as of an action (bound as @upTo). */
const undoneThen = `coalesce((
  SELECT later.kind = 'undo' FROM action AS later
  WHERE later.undoes = decision.action AND later.id <= @upTo ORDER BY later.id DESC LIMIT 1), 0)`;

export function labelStateTable(db: Database.Database): LabelStateTable {
  const changed = db.prepare<{ upTo: number }, AddressRow>(`
    SELECT ${addressColumns} FROM address WHERE address.id IN (
      SELECT address FROM decision WHERE action > @upTo AND pass = 'first'
      UNION
      SELECT decision.address FROM action
      JOIN decision ON decision.action = action.undoes
      WHERE action.id > @upTo AND action.undoes IS NOT NULL AND pass = 'first')`);
  const valueThen = db.prepare<{ address: number; upTo: number }, { value: LabelValue }>(`
    SELECT value FROM decision
    WHERE address = @address AND action <= @upTo AND pass = 'first' AND NOT ${undoneThen}
    ORDER BY origin = 'adjudicated' DESC, action DESC, rowid DESC LIMIT 1`);
  const owned = db.prepare<{ upTo: number }, AddressRow & { annotator: string; action: number }>(`
    SELECT ${addressColumns}, label.action, coalesce(decision.annotator, action.annotator) AS annotator
    FROM label
    JOIN address ON address.id = label.address
    JOIN action ON action.id = label.action
    JOIN decision ON decision.action = label.action AND decision.address = label.address
    WHERE label.action <= @upTo
    GROUP BY label.address ORDER BY label.action, address.id`);
  // Addresses are numbered one by one: what is grouped by them needs no sorting.
  const ownedAfter = db.prepare<
    { after: number; upTo: number; most: number },
    AddressRow & { annotator: string; action: number }
  >(`
    SELECT ${addressColumns}, label.action, coalesce(decision.annotator, action.annotator) AS annotator
    FROM (SELECT * FROM label WHERE address > @after AND action <= @upTo ORDER BY address LIMIT @most) AS label
    CROSS JOIN address ON address.id = label.address
    CROSS JOIN action ON action.id = label.action
    CROSS JOIN decision ON decision.action = label.action AND decision.address = label.address
    GROUP BY label.address ORDER BY label.address`);
  const decidedIn = db.prepare<{ pass: string; annotator: string; upTo: number }, AddressRow>(`
    SELECT DISTINCT ${addressColumns} FROM decision
    JOIN address ON address.id = decision.address
    JOIN action ON action.id = decision.action
    WHERE decision.pass = @pass AND pass <> 'first' AND decision.action <= @upTo
      AND coalesce(decision.annotator, action.annotator) = @annotator AND NOT ${undoneThen}`);
  return {
    before: (upTo) =>
      changed.all({ upTo }).map((row) => ({
        address: toAddress(row),
        value: valueThen.get({ address: row.id, upTo })?.value ?? 'none',
      })),
    owned: (upTo) => owned.all({ upTo }).map(toOwned),
    ownedAfter: (after, upTo, most) =>
      ownedAfter.all({ after, upTo, most }).map((row) => ({ ...toOwned(row), id: row.id })),
    decidedIn: (pass, annotator, upTo) =>
      decidedIn.all({ pass, annotator, upTo }).map((row) => toAddress(row)),
  };
}

function toOwned(row: AddressRow & { annotator: string; action: number }): OwnedLabel {
  return { address: toAddress(row), annotator: row.annotator, action: row.action };
}

function toAddress(row: AddressRow): PatchAddress {
  const { content_id: contentId, plane, position, y0, y1, x0, x1 } = row;
  return { contentId, plane, position, y0, y1, x0, x1 };
}
