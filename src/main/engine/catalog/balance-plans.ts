import type Database from 'better-sqlite3';
import { type BalancePlan, balancePlan } from '../../../shared/balance-plan.ts';

/** Saved balance plans by name; what is removed stays in the table, so that removing can be undone. */
export interface BalancePlanTable {
  all(): readonly BalancePlan[];
  byId(id: number): BalancePlan | null;
  byName(name: string): BalancePlan | null;
  add(plan: Omit<BalancePlan, 'id'>): number;
  /** Puts a plan as it was; null takes it away. */
  restore(id: number, plan: unknown): void;
}

interface Row {
  id: number;
  record: string;
}

export function balancePlanTable(db: Database.Database): BalancePlanTable {
  const select = 'SELECT id, record FROM balance_plan WHERE removed = 0';
  const all = db.prepare<[], Row>(`${select} ORDER BY name`);
  const byId = db.prepare<[number], Row>(`${select} AND id = ?`);
  const byName = db.prepare<[string], Row>(`${select} AND name = ?`);
  const add = db.prepare('INSERT INTO balance_plan (name, record) VALUES (?, ?)');
  const put = db.prepare('UPDATE balance_plan SET name = ?, record = ?, removed = 0 WHERE id = ?');
  const remove = db.prepare('UPDATE balance_plan SET removed = 1 WHERE id = ?');
  const read = ({ id, record }: Row): BalancePlan =>
    balancePlan.parse({ ...JSON.parse(record), id });
  const found = (row: Row | undefined) => (row ? read(row) : null);
  return {
    all: () => all.all().map(read),
    byId: (id) => found(byId.get(id)),
    byName: (name) => found(byName.get(name)),
    add: (plan) => Number(add.run(plan.name, JSON.stringify(plan)).lastInsertRowid),
    restore(id, plan) {
      if (plan === null) remove.run(id);
      else {
        const next = balancePlan.parse(plan);
        put.run(next.name, JSON.stringify(next), id);
      }
    },
  };
}
