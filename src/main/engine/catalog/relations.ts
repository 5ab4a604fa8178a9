import type Database from 'better-sqlite3';
import {
  type RelationKind,
  type RelationRecord,
  type RelationVerdict,
  relationKind,
  relationRecord,
  relationVerdict,
} from '../../../shared/relation.ts';

/** Two sources by id, a before b. */
export interface SourceIds {
  readonly a: number;
  readonly b: number;
}

/** A relation to store. */
export interface NewRelation extends SourceIds {
  /** from the strongest, 0, on */
  readonly rank: number;
  /** share of each source's exemplars found in the other, even hashes left out */
  readonly shareA: number;
  readonly shareB: number;
  readonly record: RelationRecord;
}

/** A relation as listed; its examples are read by themselves. */
export interface StoredRelation extends SourceIds {
  readonly record: Omit<RelationRecord, 'examples'>;
  readonly examples: number;
}

/** Shares of two sources' exemplars found in the other. */
export type ShareRow = [b: number, kind: RelationKind, shareA: number, shareB: number];

/** Near-duplicates between sources as computed for a cut, and what people say of them. */
export interface RelationTable {
  add(cut: number, relation: NewRelation): void;
  /** Takes away some of any cut, and tells how many. */
  removeSome(most: number): number;
  /** Here and below: of sources that are not removed. */
  count(cut: number): Readonly<Record<RelationKind, number>>;
  /** Of one kind, the strongest first; of one source where it is given. */
  strongest(
    cut: number,
    kind: RelationKind,
    source: number | null,
    from: number,
    count: number,
  ): readonly StoredRelation[];
  /** All of a kind, the strongest first. */
  pairs(cut: number, kind: RelationKind): readonly SourceIds[];
  /** Those of a kind that a person judged, the strongest first. */
  judged(cut: number, kind: RelationKind): readonly StoredRelation[];
  /** Of a source with those after it. */
  shares(cut: number, a: number): readonly ShareRow[];
  find(cut: number, sources: SourceIds): RelationRecord | null;
  verdicts(): readonly (SourceIds & { readonly value: RelationVerdict })[];
  verdict(sources: SourceIds): RelationVerdict;
  /** `none` takes a verdict away. */
  giveVerdict(sources: SourceIds, value: RelationVerdict): void;
}

interface Row extends SourceIds {
  record: string;
  examples: number;
}

const live = `
  JOIN source AS one ON one.id = r.a AND one.removed = 0
  JOIN source AS other ON other.id = r.b AND other.removed = 0`;
const listed = `
  SELECT r.a, r.b, json_remove(r.record, '$.examples') AS record,
    json_array_length(r.record, '$.examples') AS examples
  FROM source_relation AS r ${live}`;

export function relationTable(db: Database.Database): RelationTable {
  const add = db.prepare('INSERT OR REPLACE INTO source_relation VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = db.prepare(
    `DELETE FROM source_relation WHERE (cut, a, b) IN
     (SELECT cut, a, b FROM source_relation LIMIT ?)`,
  );
  const count = db.prepare<[number], { kind: string; count: number }>(
    `SELECT r.kind, count(*) AS count FROM source_relation AS r ${live} WHERE r.cut = ? GROUP BY r.kind`,
  );
  const strongest = db.prepare<[number, string, number | null, number | null, number, number], Row>(
    `${listed} WHERE r.cut = ? AND r.kind = ? AND (? IS NULL OR ? IN (r.a, r.b))
     ORDER BY r.rank LIMIT ? OFFSET ?`,
  );
  const pairs = db.prepare<[number, string], SourceIds>(
    `SELECT r.a, r.b FROM source_relation AS r ${live} WHERE r.cut = ? AND r.kind = ? ORDER BY r.rank`,
  );
  const judged = db.prepare<[number, string], Row>(
    `${listed} JOIN relation_verdict AS v ON v.a = r.a AND v.b = r.b
     WHERE r.cut = ? AND r.kind = ? ORDER BY r.rank`,
  );
  const shares = db
    .prepare<[number, number], ShareRow>(
      `SELECT r.b, r.kind, r.share_a, r.share_b FROM source_relation AS r ${live}
       WHERE r.cut = ? AND r.a = ? ORDER BY r.b`,
    )
    .raw();
  const find = db.prepare<[number, number, number], { record: string }>(
    'SELECT record FROM source_relation WHERE cut = ? AND a = ? AND b = ?',
  );
  return {
    add: (cut, { a, b, rank, shareA, shareB, record }) =>
      void add.run(cut, a, b, record.kind, rank, shareA, shareB, JSON.stringify(record)),
    removeSome: (most) => remove.run(most).changes,
    count(cut) {
      const counts = { same: 0, alike: 0, chance: 0 };
      for (const row of count.all(cut)) counts[relationKind.parse(row.kind)] = row.count;
      return counts;
    },
    strongest: (cut, kind, source, from, most) =>
      strongest.all(cut, kind, source, source, most, from).map(toRelation),
    pairs: (cut, kind) => pairs.all(cut, kind),
    judged: (cut, kind) => judged.all(cut, kind).map(toRelation),
    shares: (cut, a) => shares.all(cut, a),
    find(cut, { a, b }) {
      const row = find.get(cut, a, b);
      return row ? relationRecord.parse(JSON.parse(row.record)) : null;
    },
    ...verdictQueries(db),
  };
}

function verdictQueries(
  db: Database.Database,
): Pick<RelationTable, 'verdicts' | 'verdict' | 'giveVerdict'> {
  const all = db.prepare<[], SourceIds & { value: string }>(
    'SELECT a, b, value FROM relation_verdict ORDER BY a, b',
  );
  const one = db.prepare<[number, number], { value: string }>(
    'SELECT value FROM relation_verdict WHERE a = ? AND b = ?',
  );
  const give = db.prepare('INSERT OR REPLACE INTO relation_verdict VALUES (?, ?, ?)');
  const take = db.prepare('DELETE FROM relation_verdict WHERE a = ? AND b = ?');
  return {
    verdicts: () =>
      all.all().map(({ a, b, value }) => ({ a, b, value: relationVerdict.parse(value) })),
    verdict: ({ a, b }) => relationVerdict.parse(one.get(a, b)?.value ?? 'none'),
    giveVerdict({ a, b }, value) {
      if (value === 'none') take.run(a, b);
      else give.run(a, b, value);
    },
  };
}

const withoutExamples = relationRecord.omit({ examples: true });

const toRelation = ({ a, b, record, examples }: Row): StoredRelation => ({
  a,
  b,
  examples,
  record: withoutExamples.parse(JSON.parse(record)),
});
