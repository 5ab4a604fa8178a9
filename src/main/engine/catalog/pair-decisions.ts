import type Database from 'better-sqlite3';
import type { PairValue } from '../../../shared/duplicates.ts';
import { type AddressTable, type PatchAddress, toAddress } from './addresses.ts';

/** What a person said of two patches. */
export interface PairDecision {
  readonly address: PatchAddress;
  readonly other: PatchAddress;
  /** of hashes of hashSize * hashSize bits */
  readonly distance: number;
  readonly hashSize: number;
  readonly value: PairValue;
}

/** A decision that holds: the newest of its pair that was not taken back. */
export interface StandingPair extends PairDecision {
  readonly annotator: string;
  readonly at: number;
}

/** Whether patches side by side show the same, by content: kept through new runs and other cuts. */
export interface PairDecisionTable {
  add(action: number, decision: PairDecision): void;
  /** What holds of each pair, oldest first; `none` is left out. */
  standing(): readonly StandingPair[];
}

interface Row {
  distance: number;
  hash_size: number;
  value: PairValue;
  annotator: string;
  at: number;
  a_content: string;
  a_plane: number;
  a_position: number;
  a_y0: number;
  a_y1: number;
  a_x0: number;
  a_x1: number;
  b_content: string;
  b_plane: number;
  b_position: number;
  b_y0: number;
  b_y1: number;
  b_x0: number;
  b_x1: number;
}

const columnsOf = (side: 'a' | 'b'): string =>
  ['plane', 'position', 'y0', 'y1', 'x0', 'x1']
    .map((name) => `${side}.${name} AS ${side}_${name}`)
    .concat(`${side}.content_id AS ${side}_content`)
    .join(', ');

export function pairDecisionTable(
  db: Database.Database,
  addresses: AddressTable,
): PairDecisionTable {
  const add = db.prepare('INSERT INTO pair_decision VALUES (?, ?, ?, ?, ?, ?)');
  // Whichever of the two was named first: a pair is the same from both sides. The row of the maximum is answered.
  const standing = db.prepare<[], Row>(`
    SELECT distance, hash_size, value, annotator, at, ${columnsOf('a')}, ${columnsOf('b')} FROM (
      SELECT pair_decision.*, annotator, at, max(pair_decision.rowid) AS place
      FROM pair_decision JOIN action ON action.id = pair_decision.action AND action.undone = 0
      GROUP BY min(address, other), max(address, other)
    ) AS newest
    JOIN address AS a ON a.id = newest.address
    JOIN address AS b ON b.id = newest.other
    WHERE value <> 'none' ORDER BY place`);
  return {
    add(action, { address, other, distance, hashSize, value }) {
      const [a, b] = [addresses.idOf(address), addresses.idOf(other)];
      add.run(action, a, b, distance, hashSize, value);
    },
    standing: () => standing.all().map(toPair),
  };
}

function toPair(row: Row): StandingPair {
  return {
    address: toAddress({
      content_id: row.a_content,
      plane: row.a_plane,
      position: row.a_position,
      y0: row.a_y0,
      y1: row.a_y1,
      x0: row.a_x0,
      x1: row.a_x1,
    }),
    other: toAddress({
      content_id: row.b_content,
      plane: row.b_plane,
      position: row.b_position,
      y0: row.b_y0,
      y1: row.b_y1,
      x0: row.b_x0,
      x1: row.b_x1,
    }),
    distance: row.distance,
    hashSize: row.hash_size,
    value: row.value,
    annotator: row.annotator,
    at: row.at,
  };
}
