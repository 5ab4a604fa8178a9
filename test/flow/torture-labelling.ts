import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import type { Client } from '../../src/main/cli/client.ts';
import { startScript } from './command-line.ts';
import { labelsOf, sameLabels } from './label-script.ts';
import { exemplarsOf, given } from './open-engine.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom } from './small-sources.ts';
import { builtEngine, sendStep } from './torture-built-engine.ts';
import { projectName } from './torture-course.ts';
import { databaseLosses } from './torture-point.ts';
import { decisionWords, replay, screen, type WindowStep, windowScript } from './torture-window.ts';

/** What came of killing everything at one moment of labelling. */
export interface LabellingResult {
  readonly point: number;
  /** false when all steps were done before the moment came */
  readonly killed: boolean;
  /** requests answered before the kill */
  readonly acknowledged: number;
  /** true when the request under way was recorded, though nobody was told */
  readonly unanswered: boolean;
  readonly losses: readonly string[];
}

const [mostSteps, goingOn] = [48, 12];

/** An engine that looks at what is left after kills, one project after the other. */
export interface Lane {
  torment(point: number): Promise<LabellingResult>;
  close(): Promise<void>;
}

/**
 * @param folder of a course with its project from before labelling
 * @param ordinals of that project's exemplars
 */
export function openLane(folder: string, ordinals: readonly number[], seed: number): Lane {
  const { client, close } = builtEngine(folder);
  return { torment: (point) => torment(client, folder, ordinals, point, seed), close };
}

async function torment(
  client: Client,
  folder: string,
  ordinals: readonly number[],
  point: number,
  seed: number,
): Promise<LabellingResult> {
  const random = seededRandom(seed * 104_729 + point + 1);
  const project = join(folder, projectName(`labelled-${point}`));
  cpSync(join(folder, projectName('before-label')), project, { recursive: true });
  const steps = windowScript(ordinals, seed * 7919 + point, mostSteps + goingOn);
  const killed = await startAndKill(folder, project, steps.slice(0, mostSteps), random);
  const losses = databaseLosses(project);
  let unanswered = false;
  try {
    const recorded = keysOf(project);
    unanswered = recorded.length > killed.acknowledged;
    losses.push(...keyLosses(recorded, steps, killed.acknowledged));
    given(await client.project.open.mutate({ folder: project }));
    losses.push(...(await replayLosses(client, project, steps, recorded.length)));
    // The window sends what was not answered again, under the same key, and then goes on.
    const last = Math.min(killed.acknowledged + 1 + goingOn, steps.length);
    for (const step of steps.slice(killed.acknowledged, last)) await sendStep(client, step);
    losses.push(...keyLosses(keysOf(project), steps.slice(0, last), last));
    losses.push(...(await replayLosses(client, project, steps, last)));
    await client.project.close.mutate();
  } catch (error) {
    losses.push(`going on failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  rmSync(project, { recursive: true, force: true });
  rmSync(`${project}.json`, { force: true });
  return { point, ...killed, unanswered, losses };
}

/** Most die while requests are under way, a few while the project is being opened. */
async function startAndKill(
  folder: string,
  project: string,
  steps: readonly WindowStep[],
  random: () => number,
) {
  writeFileSync(`${project}.json`, JSON.stringify(steps));
  const script = join(import.meta.dirname, 'torture-window-steps.ts');
  const started = startScript(script, folder, [folder, project, `${project}.json`]);
  const receipts = () => started.out().split('\n').slice(0, -1); // the last line may be half a line
  if (random() < 0.05) await wait(300 + random() * 500);
  else {
    const target = Math.floor(random() * (steps.length - 4));
    const isThere = () => started.notes().includes('labelling') && receipts().length >= target;
    while (!isThere() && started.child.exitCode === null) await wait(1);
    await wait(random() * 6);
  }
  const tree = processTree(started.child.pid ?? -1);
  const killed = started.child.exitCode === null;
  await killAll(tree);
  await started.ended;
  await gone(tree.map(({ pid }) => pid));
  await wait(5); // what the pipe still holds arrives after the exit
  return { killed, acknowledged: Number(receipts().at(-1) ?? 0) };
}

/**
 * Resolves when the system has forgotten the processes. One that is listed as ended may still hold its files
 * by another thread: a database opened meanwhile would not look through the log of the killed writer.
 */
async function gone(pids: readonly number[]): Promise<void> {
  const until = performance.now() + 20_000;
  while (pids.some((pid) => existsSync(`/proc/${pid}`))) {
    if (performance.now() > until) throw new Error('A killed process is still listed after 20 s.');
    await wait(2);
  }
}

/** Keys of the requests that the log holds, in its order. */
function keysOf(project: string): readonly string[] {
  return query(project, 'SELECT request FROM action WHERE request IS NOT NULL ORDER BY id');
}

function query(project: string, sql: string): string[] {
  const db = new Database(join(project, 'project.sqlite'), { readonly: true });
  try {
    // `as`: the column is text.
    return db.prepare(sql).pluck().all() as string[];
  } finally {
    db.close();
  }
}

/** Every acknowledged request once, in order, and nothing but perhaps the one that was under way. */
function keyLosses(
  recorded: readonly string[],
  steps: readonly WindowStep[],
  acknowledged: number,
): string[] {
  const expected = steps.map(({ key }) => key);
  const isPrefix = recorded.every((key, i) => key === expected[i]);
  const count = recorded.length - acknowledged;
  if (isPrefix && (count === 0 || count === 1)) return [];
  return [
    `${recorded.length} requests recorded, ${acknowledged} acknowledged; in order: ${isPrefix}`,
  ];
}

/** Labels, every decision, the place, and what undo and redo would do, against a plain replay. */
async function replayLosses(
  client: Client,
  project: string,
  steps: readonly WindowStep[],
  count: number,
): Promise<string[]> {
  const expected = replay(steps, count);
  const losses: string[] = [];
  const say = (isRight: boolean, what: string) => {
    if (!isRight) losses.push(`after ${count} requests: ${what}`);
  };
  const patches = await exemplarsOf(client);
  say(sameLabels(labelsOf(patches), expected.labels), 'labels differ');
  for (const ordinal of new Set(steps.flatMap(ordinalsOf))) {
    const found = given(await client.labels.history.query({ ordinal })).map(decisionWords);
    const wanted = expected.history.get(ordinal) ?? [];
    say(isDeepStrictEqual(found, wanted), `decisions on patch ${ordinal} differ`);
  }
  const place = given(await client.labels.place.query({ screen }));
  say(isDeepStrictEqual(place, expected.place), 'the place differs');
  const { canRedo } = given(await client.labels.counts.query());
  say(canRedo === (expected.toRedo !== null), 'redo differs');
  const standing = 'undoes IS NULL AND undone = 0 AND request IS NOT NULL';
  const last = query(
    project,
    `SELECT request FROM action WHERE ${standing} ORDER BY id DESC LIMIT 1`,
  );
  say((last[0] ?? null) === expected.toUndo, 'undo differs');
  return losses;
}

const ordinalsOf = (step: WindowStep): readonly number[] =>
  step.kind === 'decide' ? step.request.marks.flatMap(({ ordinals }) => ordinals) : [];
