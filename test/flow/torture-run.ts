import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { catalogDump } from './catalog-dump.ts';
import { startCommand } from './command-line.ts';
import { given } from './open-engine.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom, texture, tiffStack } from './small-sources.ts';
import { firstWord, projectName, withEngine } from './torture-course.ts';
import { databaseLosses } from './torture-point.ts';

/** A project that is about to be run, and what an undisturbed run leaves in it. */
export interface RunCourse {
  readonly folder: string;
  /** from the first word of a run to its end */
  readonly workMs: number;
  readonly dump: readonly string[];
  remove(): void;
}

/** What came of killing one run at up to three moments and giving it again. */
export interface RunResult {
  readonly point: number;
  /** how often it was killed while at work */
  readonly kills: number;
  /** stages it was killed in */
  readonly stages: readonly string[];
  /** what is different or broken, in words; empty when all is well */
  readonly losses: readonly string[];
}

const startRun = (folder: string, name: string) =>
  startCommand(folder, ['run', projectName(name), '--patch-size', '24', '--hamming-limit', '16']);

/** Two sources that are cut along three planes, one along one, and pictures. */
export async function layRun(): Promise<RunCourse> {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-torture-run-'));
  const project = projectName('before');
  await writeSources(folder);
  await withEngine(folder, async ({ client, follow }) => {
    given(await client.project.create.mutate({ folder: join(folder, project) }));
    for (const source of ['liver', 'brain', 'thick', 'pictures']) {
      const paths = [join(folder, source)];
      const as = source === 'pictures' ? ('group' as const) : null;
      await follow(() => client.sources.add.mutate({ paths, as, source, change: {} }));
    }
  });
  cpSync(join(folder, project), join(folder, projectName('whole')), { recursive: true });
  const started = startRun(folder, 'whole');
  await firstWord(started);
  const from = performance.now();
  const { code, out, notes } = await started.ended;
  if (code !== 0) throw new Error(`run ended with ${code}: ${out}${notes}`);
  const workMs = performance.now() - from;
  const dump = catalogDump(join(folder, projectName('whole')));
  return { folder, workMs, dump, remove: () => rmSync(folder, { recursive: true }) };
}

async function writeSources(folder: string): Promise<void> {
  for (const name of ['liver', 'brain', 'thick', 'pictures']) mkdirSync(join(folder, name));
  const even = { z: 8, y: 8, x: 8 };
  const write = (path: string, z: number, seed: number, voxelSize = even) =>
    writeFileSync(join(folder, path), tiffStack({ z, y: 96, x: 120 }, voxelSize, seed));
  write('liver/one.tif', 40, 1);
  write('liver/two.tif', 30, 2);
  write('brain/one.tif', 40, 3);
  write('thick/one.tif', 20, 4, { z: 50, y: 5, x: 5 });
  for (const number of [1, 2, 3, 4]) {
    const [height, width] = [96 + number, 192];
    await sharp(texture({ z: 1, y: height, x: width }, 10 + number), {
      raw: { width, height, channels: 1 },
    })
      .png()
      .toFile(join(folder, 'pictures', `picture-${number}.png`));
  }
}

/** Kills all processes of a run at seeded moments, then lets it go on to its end. */
export async function tormentRun(
  { folder, workMs, dump }: RunCourse,
  point: number,
  seed: number,
): Promise<RunResult> {
  const random = seededRandom(seed * 6151 + point + 1);
  const name = `point-${point}`;
  const project = join(folder, projectName(name));
  cpSync(join(folder, projectName('before')), project, { recursive: true });
  const losses: string[] = [];
  const stages: string[] = [];
  for (let round = 0; round <= point % 3; round++) {
    const started = startRun(folder, name);
    await firstWord(started);
    await wait(random() * workMs);
    const isAtWork = started.child.exitCode === null;
    await killAll(processTree(started.child.pid ?? -1));
    await started.ended;
    if (isAtWork) stages.push(lastStage(started.notes()));
    losses.push(...databaseLosses(project));
  }
  const { code, out, notes } = await startRun(folder, name).ended;
  if (code !== 0) losses.push(`going on ended with ${code}: ${out}${notes}`);
  else losses.push(...differences(dump, catalogDump(project)));
  rmSync(project, { recursive: true, force: true });
  return { point, kills: stages.length, stages, losses };
}

const lastStage = (notes: string): string =>
  [...notes.matchAll(/^(?<stage>[a-z ]+): /gm)].at(-1)?.groups?.['stage'] ?? 'before any stage';

function differences(whole: readonly string[], found: readonly string[]): string[] {
  const [expected, there] = [new Set(whole), new Set(found)];
  const missing = whole.filter((line) => !there.has(line));
  const added = found.filter((line) => !expected.has(line));
  if (missing.length + added.length === 0) return [];
  const short = (line = '') => line.slice(0, 160);
  return [
    `${missing.length} things are missing, first "${short(missing[0])}"; ${added.length} are new, first "${short(added[0])}"`,
  ];
}
