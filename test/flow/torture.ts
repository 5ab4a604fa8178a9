// npm run torture -- 500 [seed]: kills every process of the program at so many random moments.
// npm run torture -- 500 [seed] label: the same, only while labels are given as the window gives them.
// npm run torture -- 50 [seed] run: the same, only while patches are cut and de-duplicated; each is killed up to three times.
// npm run torture -- 50 [seed] export: the same, only while a data set is written; each is killed up to three times.
import { availableParallelism } from 'node:os';
import { exemplarOrdinals, layCourse, layLabelling, phases } from './torture-course.ts';
import { type ExportResult, layExport, tormentExport } from './torture-export.ts';
import { type LabellingResult, openLane } from './torture-labelling.ts';
import { type PointResult, tormentPoint } from './torture-point.ts';
import { layRun, type RunResult, tormentRun } from './torture-run.ts';

const [wanted = 100, seed = 1] = process.argv.slice(2, 4).map(Number);
const [only] = process.argv.slice(4);
if (only !== undefined && only !== 'label' && only !== 'export' && only !== 'run') {
  throw new Error(`"${only}" is nothing to kill alone; known: label, run, export.`);
}
let points = wanted;
let next = 0;
// Interrupted, it ends with the points under way and says how they went.
process.once('SIGINT', () => {
  points = next;
});

/** Works through all points with one worker for each core. */
async function all<T extends { readonly losses: readonly string[] }>(
  worker: () => { torment(point: number): Promise<T>; close(): Promise<void> },
  where: (result: T) => string,
): Promise<readonly T[]> {
  const results: T[] = [];
  const lane = async () => {
    const { torment, close } = worker();
    while (next < points) {
      const result = await torment(next++);
      results.push(result);
      for (const loss of result.losses) console.error(`${where(result)}: ${loss}`);
    }
    await close();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

async function everyPhase(): Promise<readonly PointResult[]> {
  const course = await layCourse(seed);
  const torment = (point: number) => tormentPoint(course, point, seed);
  const results = await all(
    () => ({ torment, close: async () => {} }),
    ({ point, phase, afterMs }) => `point ${point}, ${phase} at ${afterMs} ms`,
  );
  course.remove();
  for (const phase of phases) {
    const some = results.filter((result) => result.phase === phase);
    const killed = some.filter((result) => result.killed).length;
    console.log(`${phase.padEnd(6)}  ${some.length} points, ${killed} killed while at work`);
  }
  return results;
}

async function labelling(): Promise<readonly LabellingResult[]> {
  const course = await layLabelling();
  const ordinals = await exemplarOrdinals(course.folder);
  const results = await all(
    () => openLane(course.folder, ordinals, seed),
    ({ point, acknowledged }) => `point ${point}, after ${acknowledged} answers`,
  );
  course.remove();
  const killed = results.filter((result) => result.killed).length;
  const unanswered = results.filter((result) => result.unanswered).length;
  console.log(`${killed} killed at work; ${unanswered} with a request recorded but not answered`);
  return results;
}

async function exporting(): Promise<readonly ExportResult[]> {
  const course = await layExport();
  const torment = (point: number) => tormentExport(course, point, seed);
  const results = await all(
    () => ({ torment, close: async () => {} }),
    ({ point, kills }) => `point ${point}, killed ${kills} times`,
  );
  course.remove();
  const kills = results.reduce((sum, result) => sum + result.kills, 0);
  const resumed = results.filter((result) => result.resumed).length;
  console.log(`${kills} kills while at work; ${resumed} exports went on from a journal`);
  return results;
}

async function running(): Promise<readonly RunResult[]> {
  const course = await layRun();
  const torment = (point: number) => tormentRun(course, point, seed);
  const results = await all(
    () => ({ torment, close: async () => {} }),
    ({ point, stages }) => `point ${point}, killed in ${stages.join(', ')}`,
  );
  course.remove();
  const counts = Object.entries(
    Object.groupBy(
      results.flatMap(({ stages }) => stages),
      (one) => one,
    ),
  );
  for (const [stage, kills = []] of counts) console.log(`${kills.length} kills in ${stage}`);
  return results;
}

const from = performance.now();
const works = { label: labelling, export: exporting, run: running };
const results = await (only ? works[only] : everyPhase)();
const labels = results.reduce(
  (sum, each) => sum + ('acknowledged' in each ? each.acknowledged : 0),
  0,
);
const lost = results.filter(({ losses }) => losses.length > 0).length;
const seconds = Math.round((performance.now() - from) / 1000);
console.log(`${labels} label actions acknowledged before a kill; seed ${seed}; ${seconds} s`);
console.log(`${results.length - lost} passed, ${lost} failed`);
process.exitCode = lost > 0 ? 1 : 0;
