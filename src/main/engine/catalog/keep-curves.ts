import type Database from 'better-sqlite3';

/** What one radius leaves of one scope. */
export interface CurvePoint {
  readonly radius: number;
  /** digest of what the scope was made of when it was worked out: another now, and it is stale */
  readonly inputs: string;
  readonly kept: number;
  /** patches at each distance 0..radius from their exemplar */
  readonly distances: readonly number[];
}

/** How many exemplars each radius leaves of each scope, with pairs drawn at that distance; see exemplar/radius-point.ts. */
export interface KeepCurveTable {
  /** Replaces what was known of the radius. */
  set(cutting: string, scope: string, point: CurvePoint, pairs: Uint32Array): void;
  /** By ascending radius. */
  ofScope(cutting: string, scope: string): readonly CurvePoint[];
  /** Radii that are worked out from these inputs. */
  radii(cutting: string, scope: string, inputs: string): readonly number[];
  /** Pairs drawn at the distance of a radius, as they were set; empty where it is not worked out from these inputs. */
  pairs(cutting: string, scope: string, radius: number, inputs: string): Uint32Array;
}

interface Row extends Omit<CurvePoint, 'distances'> {
  distances: string;
}

export function keepCurveTable(db: Database.Database): KeepCurveTable {
  const set = db.prepare('INSERT OR REPLACE INTO keep_curve VALUES (?, ?, ?, ?, ?, ?, ?)');
  const ofScope = db.prepare<[string, string], Row>(
    'SELECT radius, inputs, kept, distances FROM keep_curve WHERE cutting = ? AND scope = ? ORDER BY radius',
  );
  const pairs = db.prepare<[string, string, number, string], { pairs: Uint8Array }>(
    'SELECT pairs FROM keep_curve WHERE cutting = ? AND scope = ? AND radius = ? AND inputs = ?',
  );
  const radii = db
    .prepare<[string, string, string], number>(
      'SELECT radius FROM keep_curve WHERE cutting = ? AND scope = ? AND inputs = ?',
    )
    .pluck();
  return {
    radii: (cutting, scope, inputs) => radii.all(cutting, scope, inputs),
    set(cutting, scope, { radius, inputs, kept, distances }, drawn) {
      const bytes = new Uint8Array(drawn.buffer, drawn.byteOffset, drawn.byteLength);
      set.run(cutting, scope, radius, inputs, kept, distances.join(' '), bytes);
    },
    ofScope: (cutting, scope) =>
      ofScope.all(cutting, scope).map((row) => ({
        ...row,
        distances: row.distances === '' ? [] : row.distances.split(' ').map(Number),
      })),
    pairs(cutting, scope, radius, inputs) {
      const bytes = pairs.get(cutting, scope, radius, inputs)?.pairs;
      // A copy: what SQLite gives may lie on an odd address.
      return bytes ? new Uint32Array(Uint8Array.from(bytes).buffer) : new Uint32Array(0);
    },
  };
}
