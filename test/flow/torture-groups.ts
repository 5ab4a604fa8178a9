import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { startScript } from './command-line.ts';
import { exemplarsOf, given, openEngine } from './open-engine.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom } from './small-sources.ts';
import { type Course, projectName } from './torture-course.ts';
import { databaseLosses } from './torture-point.ts';

/** What came of killing everything while a person decides on groups. */
export interface DecidingResult {
  readonly point: number;
  readonly acknowledged: number;
  readonly losses: readonly string[];
}

/** Decisions before the moment comes, at least. */
const fewest = 6;

/** Every decision that was answered is there afterwards, and exemplars are what the log makes of the groups. */
export async function tormentDeciding(
  { folder }: Pick<Course, 'folder'>,
  point: number,
  seed: number,
): Promise<DecidingResult> {
  const random = seededRandom(seed * 1299 + point + 1);
  const name = projectName(`deciding-${point}`);
  const project = join(folder, name);
  cpSync(join(folder, projectName('before-label')), project, { recursive: true });
  const script = join(import.meta.dirname, 'group-steps.ts');
  const started = startScript(script, folder, [folder, name, String(seed + point)]);
  while (started.out().split('\n').length <= fewest) await wait(5);
  await wait(random() * 400);
  await killAll(processTree(started.child.pid ?? -1));
  const told = started.out().split('\n').slice(0, -1).map(Number);
  const losses = [...databaseLosses(project), ...missing(project, told)];
  losses.push(...(await unsettled(folder, project)));
  rmSync(project, { recursive: true, force: true });
  return { point, acknowledged: told.length, losses };
}

/** Actions that were answered and are not in the log, or whose decisions are not. */
function missing(project: string, told: readonly number[]): string[] {
  const db = new Database(join(project, 'project.sqlite'), { readonly: true });
  const decisions = db.prepare(
    'SELECT count(*) AS count FROM group_decision WHERE action = coalesce((SELECT undoes FROM action WHERE id = @id), @id)',
  );
  const losses = told.flatMap((id) => {
    // `as`: the statement counts.
    const { count } = decisions.get({ id }) as { count: number };
    return count > 0 ? [] : [`decision of action ${id}`];
  });
  db.close();
  return losses;
}

/** Each exemplar stands for as many patches as its group has, and all of them together for every patch. */
async function unsettled(folder: string, project: string): Promise<string[]> {
  const { client, close } = openEngine(folder);
  given(await client.project.open.mutate({ folder: project }));
  const losses: string[] = [];
  let patches = 0;
  for (const { ordinal, members, name } of await exemplarsOf(client)) {
    const group = given(await client.groups.members.query({ ordinal, from: 0, count: 0 }));
    const isSame = group.ordinal === ordinal && group.total + 1 === members;
    if (!isSame) losses.push(`${name} stands for ${members}, its group has ${group.total + 1}`);
    patches += members;
  }
  const { raw } = (await client.project.current.query())?.funnel ?? { raw: -1 };
  if (patches !== raw) losses.push(`${patches} patches in groups of ${raw}`);
  await close();
  return losses;
}
