import { createHash } from 'node:crypto';
import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { emcurator, startCommand } from './command-line.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom, smallEdge, tiffStack } from './small-sources.ts';
import { type Course, firstWord, projectName } from './torture-course.ts';
import { databaseLosses } from './torture-point.ts';

/**
 * De-duplicating again: with another radius, after a volume joined a source, anew from all volumes, or with a volume
 * that could not be read the last time.
 */
export interface RegroupCase {
  readonly name: string;
  /** a project that is about to run */
  readonly before: string;
  readonly args: readonly string[];
  readonly workMs: number;
  /** what an undisturbed run gives */
  readonly digest: string;
  /** what was in force before */
  readonly former: string;
}

export interface RegroupResult {
  readonly name: string;
  readonly killed: boolean;
  readonly losses: readonly string[];
}

/** Prepares the cases from the project of a course that has been run. */
export async function layRegroup({ folder }: Course): Promise<readonly RegroupCase[]> {
  const later = { z: 12, y: 96, x: 120 };
  writeFileSync(join(folder, 'later.tif'), tiffStack(later, { z: 8, y: 8, x: 8 }, 9));
  for (const name of ['radius', 'grown']) copy(folder, 'before-label', name);
  await done(folder, 'add', projectName('grown'), 'later.tif', '--source', 'cells');
  const same = ['--patch-size', String(smallEdge)];
  const [radius, grown] = await Promise.all([
    lay(folder, 'radius', ['--hamming-limit', '4']),
    lay(folder, 'grown', same),
  ]);
  copy(folder, 'grown-whole', 'anew');
  await layMissing(folder, same);
  const others = await Promise.all([
    lay(folder, 'anew', [...same, '--regroup']),
    lay(folder, 'missing', same),
  ]);
  return [radius, grown, ...others];
}

/** Of two volumes that join a source one was away when it was run, and is there again. */
async function layMissing(folder: string, args: readonly string[]): Promise<void> {
  copy(folder, 'before-label', 'missing');
  const away = join(folder, 'away.tif');
  for (const [seed, path] of [join(folder, 'beside.tif'), away].entries()) {
    writeFileSync(path, tiffStack({ z: 12, y: 96, x: 120 }, { z: 8, y: 8, x: 8 }, 20 + seed));
    await done(folder, 'add', projectName('missing'), basename(path), '--source', 'cells');
  }
  renameSync(away, `${away}-away`);
  const { code } = await emcurator(folder, 'run', projectName('missing'), ...args);
  if (code !== 1) throw new Error(`run without a volume ended with ${code}`);
  renameSync(`${away}-away`, away);
}

async function lay(folder: string, name: string, args: readonly string[]): Promise<RegroupCase> {
  const whole = `${name}-whole`;
  copy(folder, name, whole);
  const started = startCommand(folder, ['run', projectName(whole), ...args]);
  await firstWord(started);
  const from = performance.now();
  const { code, notes } = await started.ended;
  if (code !== 0) throw new Error(`run ended with ${code}: ${notes}`);
  const workMs = performance.now() - from;
  const [digest, former] = [whole, name].map((each) =>
    groupsDigest(join(folder, projectName(each))),
  );
  return { name, before: name, args, workMs, digest: digest ?? '', former: former ?? '' };
}

/** Kills everything at a seeded moment of the run, looks at what is left, and runs again. */
export async function tormentRegroup(
  { folder }: Course,
  { name, before, args, workMs, digest, former }: RegroupCase,
  point: number,
  seed: number,
): Promise<RegroupResult> {
  const random = seededRandom(seed * 6151 + point + 1);
  const own = `${name}-${point}`;
  const project = join(folder, projectName(own));
  copy(folder, before, own);
  const started = startCommand(folder, ['run', projectName(own), ...args]);
  await firstWord(started);
  await wait(random() * workMs);
  const killed = started.child.exitCode === null;
  await killAll(processTree(started.child.pid ?? -1));
  await started.ended;
  const losses = databaseLosses(project);
  const left = groupsDigest(project);
  if (left !== former && left !== digest) losses.push('neither the old nor the new is in force');
  await done(folder, 'run', projectName(own), ...args);
  if (groupsDigest(project) !== digest) losses.push('going on gives other groups');
  const verified = await emcurator(folder, 'verify', projectName(own));
  if (verified.code !== 0) losses.push(verified.out);
  rmSync(project, { recursive: true, force: true });
  return { name, killed, losses };
}

const copy = (folder: string, from: string, to: string): void =>
  cpSync(join(folder, projectName(from)), join(folder, projectName(to)), { recursive: true });

async function done(folder: string, ...args: string[]): Promise<void> {
  const { code, out, notes } = await emcurator(folder, ...args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${out}${notes}`);
}

/**
 * What is in force, without ordinals, which are never given twice: every exemplar of complete scopes, and for
 * each raw patch of volumes that have all their owners the address of the exemplar that stands for it.
 */
function groupsDigest(project: string): string {
  const db = new Database(join(project, 'project.sqlite'), { readonly: true });
  try {
    const cut = "(SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'cut')";
    const exemplars = db
      .prepare(
        `SELECT scope.name, volume, plane, position, y0, y1, x0, x1, hex(hash), members, grouped, chosen, held_out
         FROM exemplar JOIN scope ON scope.id = exemplar.scope
         WHERE complete = 1 AND cut = ${cut} ORDER BY ordinal`,
      )
      .raw()
      .all();
    return createHash('sha256')
      .update(JSON.stringify([exemplars, owners(db, cut)]))
      .digest('hex');
  } finally {
    db.close();
  }
}

function owners(db: Database.Database, cut: string): string[] {
  const address = db
    .prepare('SELECT volume, plane, position, y0, x0 FROM exemplar WHERE ordinal = ?')
    .raw();
  // `as`: a column of bytes.
  const rows = db
    .prepare(
      `SELECT owners FROM cross_section WHERE cut = ${cut} AND volume IN (
       SELECT json_extract(pair.value, '$[0]') FROM scope, json_each(scope.inputs) AS pair
       WHERE scope.cut = ${cut} AND complete = 1) ORDER BY volume, plane, position`,
    )
    .pluck()
    .all() as Buffer[];
  return rows.flatMap((bytes) =>
    Array.from(new Uint32Array(Uint8Array.from(bytes).buffer), (ordinal) =>
      String(address.get(ordinal)),
    ),
  );
}
