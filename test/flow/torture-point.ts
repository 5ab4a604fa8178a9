import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { folderDigest } from './folder-digest.ts';
import { labelsAfter, labelsOf, sameLabels } from './label-script.ts';
import { exemplarsOf, given, type OpenEngine } from './open-engine.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom, smallEdge, smallPaths } from './small-sources.ts';
import {
  type Course,
  exportName,
  firstWord,
  type Phase,
  phases,
  projectName,
  startPhase,
  withEngine,
} from './torture-course.ts';

/** What came of killing everything at one moment. */
export interface PointResult {
  readonly point: number;
  readonly phase: Phase;
  /** after the first word of the phase; negative counts from its start, before any word */
  readonly afterMs: number;
  /** false when the phase had ended before its moment came */
  readonly killed: boolean;
  /** label actions acknowledged before the kill */
  readonly acknowledged: number;
  /** what was lost or broken, in words; empty when all is well */
  readonly losses: readonly string[];
}

/** Kills all processes of one phase at a seeded moment, then looks at what is left and goes on to the end. */
export async function tormentPoint(course: Course, point: number, seed: number) {
  const random = seededRandom(seed * 7919 + point + 1);
  const phase = phases[point % phases.length] ?? 'run';
  const name = `point-${point}`;
  const { folder } = course;
  const project = join(folder, projectName(name));
  cpSync(join(folder, projectName(`before-${phase}`)), project, { recursive: true });
  const killed = await startAndKill(course, phase, name, random);
  const losses = [...databaseLosses(project)];
  try {
    await withEngine(folder, async (engine) => {
      losses.push(...(await labelLosses(engine, course, project, phase, killed.acknowledged)));
      await goOn(engine, course, phase, name, killed.acknowledged);
    });
    losses.push(...exportLosses(course, name));
  } catch (error) {
    losses.push(`going on failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  rmSync(project, { recursive: true, force: true });
  rmSync(join(folder, exportName(name)), { recursive: true, force: true });
  return { point, phase, ...killed, losses } satisfies PointResult;
}

async function startAndKill(course: Course, phase: Phase, name: string, random: () => number) {
  const started = startPhase(course.folder, phase, name);
  const early = random() < 0.1;
  const moment = random() * (early ? 1000 : course.workMs[phase]);
  if (!early) await firstWord(started);
  await wait(moment);
  const killed = started.child.exitCode === null;
  await killAll(processTree(started.child.pid ?? -1));
  await started.ended;
  const receipts = started.out().split('\n').slice(0, -1); // the last line may be half a line
  const acknowledged = phase === 'label' ? Number(receipts.at(-1) ?? 0) : 0;
  return { afterMs: Math.round(early ? moment - 1000 : moment), killed, acknowledged };
}

/** The project's database and each of its backups must be whole. */
export function databaseLosses(project: string): string[] {
  const backups = readdirSync(join(project, 'backups')).filter((name) => name.endsWith('.sqlite'));
  const files = ['project.sqlite', ...backups.map((name) => join('backups', name))];
  return files.flatMap((file) => {
    const db = new Database(join(project, file));
    try {
      const found = db.pragma('integrity_check', { simple: true });
      const tables = db.prepare('SELECT count(*) FROM sqlite_master').pluck().get();
      if (found !== 'ok') return [`${file}: ${String(found)}`];
      return tables === 0 ? [`${file} is empty`] : [];
    } catch (error) {
      return [`${file}: ${String(error)}`];
    } finally {
      db.close();
    }
  });
}

/** Every acknowledged action is there, and nothing but perhaps the one that was under way. */
async function labelLosses(
  { client }: OpenEngine,
  { steps }: Course,
  project: string,
  phase: Phase,
  acknowledged: number,
): Promise<string[]> {
  given(await client.project.open.mutate({ folder: project }));
  const at = phases.indexOf(phase) - phases.indexOf('label');
  const expected = at > 0 ? steps.length : acknowledged;
  if (at < 0) return [];
  const found = labelsOf(await exemplarsOf(client));
  const allowed = [expected, Math.min(expected + 1, steps.length)];
  if (allowed.some((count) => sameLabels(found, labelsAfter(steps, count)))) return [];
  return [`labels differ from those after ${expected} acknowledged actions`];
}

/** Gives the same command again, then those that were still to come. */
async function goOn(
  { client, follow }: OpenEngine,
  { folder, steps }: Course,
  from: Phase,
  name: string,
  acknowledged: number,
): Promise<void> {
  const todo: Readonly<Record<Phase, () => Promise<void>>> = {
    add: async () => {
      const paths = smallPaths.map((path) => join(folder, path));
      await follow(() => client.sources.add.mutate({ paths, as: null, source: null, change: {} }));
    },
    run: async () => void (await follow(() => client.jobs.run.mutate({ patchSize: smallEdge }))),
    label: async () => {
      const first = from === 'label' ? acknowledged : 0;
      await finishLabels(client, labelsAfter(steps, steps.length), steps.slice(first));
    },
    train: async () => void (await follow(() => client.models.train.mutate({}))),
    export: async () => {
      const target = join(folder, exportName(name));
      if (existsSync(target)) return;
      const request = { folder: target, set: 'curated', format: 'cem' } as const;
      await follow(() => client.exports.start.mutate(request));
    },
  };
  for (const phase of phases.slice(phases.indexOf(from))) await todo[phase]();
}

/** Labels what the steps would have labelled in the end, in one action for each value. */
async function finishLabels(
  client: OpenEngine['client'],
  wanted: ReturnType<typeof labelsAfter>,
  steps: Course['steps'],
): Promise<void> {
  const touched = new Set(steps.flatMap((step) => (step.kind === 'decide' ? step.ordinals : [])));
  for (const value of ['informative', 'uninformative'] as const) {
    const ordinals = [...touched].filter((ordinal) => wanted.get(ordinal) === value);
    if (ordinals.length > 0)
      given(await client.labels.decide.mutate({ marks: [{ ordinals, value }] }));
  }
}

function exportLosses({ folder, digest }: Course, name: string): string[] {
  const found = folderDigest(join(folder, exportName(name)));
  const names = new Set([...Object.keys(digest), ...Object.keys(found)]);
  const different = [...names].filter((file) => digest[file] !== found[file]);
  if (different.length === 0) return [];
  return [`${different.length} exported files differ, first ${different.sort()[0]}`];
}
