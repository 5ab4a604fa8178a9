import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { emcurator, emcuratorJson, startCommand } from './command-line.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom } from './small-sources.ts';
import { type Course, projectName } from './torture-course.ts';
import { databaseLosses } from './torture-point.ts';

/** A project that was run, and its curve of what each radius keeps as an undisturbed job works it out. */
export interface CurveCourse {
  readonly folder: string;
  /** one a scope and radius, pairs included */
  readonly units: readonly string[];
}

export interface CurveResult {
  readonly point: number;
  /** units that were there before the kill; 0 where the job had ended */
  readonly seen: number;
  /** and after it */
  readonly left: number;
  readonly losses: readonly string[];
}

const before = 'before-label';

export async function layCurve({ folder }: Pick<Course, 'folder'>): Promise<CurveCourse> {
  const whole = 'curve-whole';
  cpSync(join(folder, projectName(before)), join(folder, projectName(whole)), { recursive: true });
  const { code, out, notes } = await emcurator(folder, 'radius', projectName(whole), '--compute');
  if (code !== 0) throw new Error(`radius ended with ${code}: ${out}${notes}`);
  return { folder, units: unitsOf(join(folder, projectName(whole))) };
}

/** Kills all processes of the job once a seeded number of units is there, and lets it go on. */
export async function tormentCurve(
  { folder, units }: CurveCourse,
  point: number,
  seed: number,
): Promise<CurveResult> {
  const name = `curve-${point}`;
  const project = join(folder, projectName(name));
  cpSync(join(folder, projectName(before)), project, { recursive: true });
  const random = seededRandom(seed * 6151 + point + 1);
  const wanted = Math.floor(random() * units.length * 0.8);
  const started = startCommand(folder, ['radius', projectName(name), '--compute']);
  let seen = 0;
  while (started.child.exitCode === null && seen <= wanted) {
    await wait(2);
    seen = unitsOf(project).length;
  }
  const killed = started.child.exitCode === null;
  await killAll(processTree(started.child.pid ?? -1));
  await started.ended;

  const losses = databaseLosses(project);
  const left = unitsOf(project);
  const whole = new Set(units);
  if (left.length < seen) losses.push(`${seen - left.length} finished units are lost`);
  if (left.some((unit) => !whole.has(unit))) losses.push('a unit is half done');
  const again = await emcuratorJson(folder, 'radius', projectName(name), '--compute');
  if (again.code !== 0) losses.push(`going on ended with ${again.code}`);
  const told = `by ${units.length - left.length} de-duplications`;
  if (killed && !JSON.stringify(again).includes(told)) losses.push(`what was done is done again`);
  if (String(unitsOf(project)) !== String(units)) losses.push('going on gives another curve');
  rmSync(project, { recursive: true, force: true });
  return { point, seen: killed ? seen : 0, left: left.length, losses };
}

/** Scopes by name and not by the moment: what the job has committed, in one order. */
function unitsOf(project: string): readonly string[] {
  const db = new Database(join(project, 'project.sqlite'), { readonly: true });
  try {
    const rows = db
      .prepare(
        `SELECT cutting, scope, radius, inputs, kept, distances, hex(pairs) FROM keep_curve
         ORDER BY cutting, scope, radius`,
      )
      .raw()
      .all();
    return rows.map((row) => JSON.stringify(row));
  } finally {
    db.close();
  }
}
