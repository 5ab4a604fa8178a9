import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/main/cli/client.ts';
import { emcuratorJson, type Started } from './command-line.ts';
import { folderDigest } from './folder-digest.ts';
import { exemplarsOf, given, openEngine } from './open-engine.ts';
import { canListProcesses, engineProcess, kill } from './process-tree.ts';
import { smallEdge } from './small-sources.ts';
import {
  type Course,
  exemplarOrdinals,
  layCourse,
  phases,
  projectName,
  startPhase,
} from './torture-course.ts';
import { type CurveResult, layCurve, tormentCurve } from './torture-curve.ts';
import { type ExportResult, layExport, tormentExport } from './torture-export.ts';
import { type DecidingResult, tormentDeciding } from './torture-groups.ts';
import { type LabellingResult, openLane } from './torture-labelling.ts';
import { databaseLosses, type PointResult, tormentPoint } from './torture-point.ts';
import { layRegroup, type RegroupResult, tormentRegroup } from './torture-regroup.ts';
import { layRun, type RunResult, tormentRun } from './torture-run.ts';

const seed = 20;
const points = 20;

if (!canListProcesses) console.log('kill.test.ts is skipped: processes are listed on linux alone');

describe.skipIf(!canListProcesses)('killed without warning', () => {
  let course: Course;
  beforeAll(async () => {
    course = await layCourse(seed);
  });
  afterAll(() => course?.remove());

  test(`nothing acknowledged is lost at ${points} moments, and going on gives the same bytes`, async () => {
    const results: PointResult[] = [];
    let next = 0;
    const lane = async () => {
      while (next < points) results.push(await tormentPoint(course, next++, seed));
    };
    await Promise.all([lane(), lane()]);
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    const killed = results.filter((result) => result.killed);
    expect(killed.length).toBeGreaterThan(points / 2);
    expect(new Set(killed.map(({ phase }) => phase)).size).toBeGreaterThan(phases.length - 2);
    expect(results.some(({ acknowledged }) => acknowledged > 0)).toBe(true);
  }, 300_000);

  test(`labelling as the window does goes on from the answered request after ${points} kills`, async () => {
    const ordinals = await exemplarOrdinals(course.folder);
    const results: LabellingResult[] = [];
    let next = 0;
    const lane = async () => {
      const { torment, close } = openLane(course.folder, ordinals, seed);
      while (next < points) results.push(await torment(next++));
      await close();
    };
    await Promise.all([lane(), lane()]);
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    expect(results.filter(({ killed }) => killed).length).toBeGreaterThan(points / 2);
    expect(results.some(({ acknowledged }) => acknowledged > 0)).toBe(true);
    expect(results.some(({ unanswered }) => unanswered)).toBe(true);
  }, 300_000);

  test('an export that is killed goes on, and gives the same bytes, at 8 points', async () => {
    const exports = await layExport();
    const results: ExportResult[] = [];
    let next = 0;
    const lane = async () => {
      while (next < 8) results.push(await tormentExport(exports, next++, seed));
    };
    await Promise.all([lane(), lane()]);
    exports.remove();
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    expect(results.filter(({ kills }) => kills > 0).length).toBeGreaterThan(4);
  }, 300_000);

  test('a run that is killed goes on, and leaves what an undisturbed one leaves, at 6 points', async () => {
    const runs = await layRun();
    expect(runs.dump.length).toBeGreaterThan(200);
    const results: RunResult[] = [];
    let next = 0;
    const lane = async () => {
      while (next < 6) results.push(await tormentRun(runs, next++, seed));
    };
    await Promise.all([lane(), lane()]);
    runs.remove();
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    expect(results.filter(({ kills }) => kills > 0).length).toBeGreaterThan(3);
  }, 300_000);

  test('another radius, a volume that joined or was away, and keeping anew, killed at 20 moments, give the same groups', async () => {
    const cases = await layRegroup(course);
    const results: RegroupResult[] = [];
    let next = 0;
    const lane = async () => {
      while (next < 20) {
        const point = next++;
        const of = cases[point % cases.length];
        if (of) results.push(await tormentRegroup(course, of, point, seed));
      }
    };
    await Promise.all([lane(), lane()]);
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    for (const { name } of cases) {
      expect(results.filter((each) => each.name === name && each.killed).length).toBeGreaterThan(2);
    }
  }, 300_000);

  test('a curve that is killed keeps its finished units and goes on to the same one, at 6 points', async () => {
    const curve = await layCurve(course);
    expect(curve.units.length).toBeGreaterThan(60);
    const results: CurveResult[] = [];
    let next = 0;
    const lane = async () => {
      while (next < 6) results.push(await tormentCurve(curve, next++, seed));
    };
    await Promise.all([lane(), lane()]);
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    const midway = results.filter(({ seen, left }) => seen > 0 && left < curve.units.length);
    expect(midway.length).toBeGreaterThan(3);
  }, 300_000);

  test('decisions on groups that were answered are there after 3 kills', async () => {
    const results: DecidingResult[] = [];
    for (let point = 0; point < 3; point++) {
      results.push(await tormentDeciding(course, point, seed));
    }
    expect(results.filter(({ losses }) => losses.length > 0)).toEqual([]);
    expect(results.every(({ acknowledged }) => acknowledged > 5)).toBe(true);
  }, 300_000);

  test('what a lost decode process was at is done again in the same run', async () => {
    const { folder, name } = copyOf('run');
    const killed = await killDuring(startPhase(folder, 'run', name), 'decode', 'cut and hash');
    expect([killed.code, killed.notes]).toEqual([0, '']);
    expect(killed.out).not.toContain('stopped while working on');
    expect((await emcuratorJson(folder, 'verify', projectName(name))).code).toBe(0);
    const whole = copyOf('run').name;
    const undisturbed = ['run', projectName(whole), '--patch-size', String(smallEdge)];
    expect((await emcuratorJson(folder, ...undisturbed)).code).toBe(0);
    for (const project of [name, whole]) {
      const exported = ['export', projectName(project), `${project}-dedup`, '--set', 'dedup'];
      expect((await emcuratorJson(folder, ...exported)).code).toBe(0);
    }
    const digest = (project: string) => folderDigest(join(folder, `${project}-dedup`));
    expect(digest(name)).toEqual(digest(whole));
  });

  test('a lost inference process ends the training in a sentence; training again completes', async () => {
    const { folder, name } = copyOf('train');
    const killed = await killDuring(startPhase(folder, 'train', name), 'inference', 'train');
    expect(killed.code).toBe(3);
    expect(killed.all).toContain(
      'The inference process stopped while working on the filter model. The rest went on; run again to retry this item.',
    );
    expect((await emcuratorJson(folder, 'train', projectName(name))).code).toBe(0);
    const target = `${name}-set`;
    const exported = await emcuratorJson(folder, 'export', projectName(name), target);
    expect(exported.code).toBe(0);
    expect(folderDigest(join(folder, target))).toEqual(course.digest);
  });

  test('killed in the checks behind a refit, the refitted model stays in force, whole', async () => {
    const { folder, name } = copyOf('train');
    const project = join(folder, projectName(name));
    const { client, follow, close } = openEngine(folder);
    given(await client.project.open.mutate({ folder: project }));
    expect(await follow(() => client.models.train.mutate({}))).toMatchObject({ state: 'done' });
    const before = await inForce(client);
    const [first] = await exemplarsOf(client);
    const value = first?.label === 'informative' ? 'uninformative' : 'informative';
    const ordinals = [first?.ordinal ?? -1];
    given(await client.labels.decide.mutate({ marks: [{ ordinals, value }] }));
    given(await client.models.learn.mutate());
    while ((await inForce(client))?.hash === before?.hash) await wait(1);
    const refitted = await inForce(client);
    expect(refitted?.checked).toBe(false);
    kill(engineProcess(process.pid, 'engine')?.pid ?? -1);
    await close();

    expect(databaseLosses(project)).toEqual([]);
    const again = openEngine(folder);
    given(await again.client.project.open.mutate({ folder: project }));
    const left = await inForce(again.client);
    expect(left).toMatchObject({ hash: refitted?.hash, checked: false });
    const { scored } = given(await again.client.models.yield.query({ threshold: null }));
    expect(scored).toBe((await exemplarsOf(again.client)).length);
    const learnt = await again.follow(() => again.client.models.learn.mutate());
    expect(learnt).toMatchObject({ state: 'done' });
    expect(await inForce(again.client)).toMatchObject({ checked: true });
    await again.close();
  });

  test('a lost engine process ends the command, and the project opens again', async () => {
    const { folder, name } = copyOf('run');
    const killed = await killDuring(startPhase(folder, 'run', name), 'engine', 'cut and hash');
    expect(killed.code).toBe(6);
    expect(killed.all).toContain('The engine process stopped.');
    const args = ['run', projectName(name), '--patch-size', String(smallEdge)];
    expect(await emcuratorJson(folder, ...args)).toMatchObject({ code: 0, funnel: { raw: 786 } });
  });

  let copies = 0;
  function copyOf(phase: (typeof phases)[number]) {
    const name = `copy-${copies++}`;
    const { folder } = course;
    const source = join(folder, projectName(`before-${phase}`));
    cpSync(source, join(folder, projectName(name)), { recursive: true });
    return { folder, name };
  }
});

const inForce = async (client: Client) =>
  given(await client.models.list.query()).find(({ current }) => current);

/** Kills one of the engine's processes as soon as a stage is announced and that process is there. */
async function killDuring(
  started: Started,
  process: 'engine' | 'decode' | 'inference',
  stage: string,
) {
  const root = started.child.pid ?? -1;
  while (started.child.exitCode === null) {
    const victim = engineProcess(root, process);
    if (victim && new RegExp(`^${stage}:`, 'm').test(started.notes())) {
      kill(victim.pid);
      break;
    }
    await wait(1);
  }
  const { code, out, notes } = await started.ended;
  const stages = /^(?:[a-z ]+: [\d,]+ |[\d,]+ patches of |About ).*\n/gm;
  return { code, out, notes: notes.replace(stages, ''), all: out + notes };
}
