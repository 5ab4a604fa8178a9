// npm run torture -- 500 [seed]: kills every process of the program at so many random moments.
import { availableParallelism } from 'node:os';
import { layCourse, phases } from './torture-course.ts';
import { type PointResult, tormentPoint } from './torture-point.ts';

const [points = 100, seed = 1] = process.argv.slice(2).map(Number);
const course = await layCourse(seed);
const results: PointResult[] = [];
let next = 0;

async function lane(): Promise<void> {
  while (next < points) {
    const result = await tormentPoint(course, next++, seed);
    results.push(result);
    for (const loss of result.losses) {
      console.error(`point ${result.point}, ${result.phase} at ${result.afterMs} ms: ${loss}`);
    }
  }
}

const from = performance.now();
await Promise.all(Array.from({ length: availableParallelism() }, lane));
course.remove();
for (const phase of phases) {
  const some = results.filter((result) => result.phase === phase);
  const killed = some.filter((result) => result.killed).length;
  console.log(`${phase.padEnd(6)}  ${some.length} points, ${killed} killed while at work`);
}
const labels = results.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
const lost = results.filter(({ losses }) => losses.length > 0).length;
const seconds = Math.round((performance.now() - from) / 1000);
console.log(`${labels} label actions acknowledged before a kill; seed ${seed}; ${seconds} s`);
console.log(`${results.length - lost} passed, ${lost} failed`);
process.exitCode = lost > 0 ? 1 : 0;
