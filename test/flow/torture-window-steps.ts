// Sends the window's requests to a project, and prints a line for each receipt: what it has printed was
// acknowledged. Arguments: folder of settings, project, file of steps.
import { readFileSync, writeSync } from 'node:fs';
import { given } from './open-engine.ts';
import { builtEngine, sendStep } from './torture-built-engine.ts';
import type { WindowStep } from './torture-window.ts';

const [folder = '', project = '', file = ''] = process.argv.slice(2);
// `as`: written by the test that starts this script.
const steps = JSON.parse(readFileSync(file, 'utf8')) as WindowStep[];
const engine = builtEngine(folder);
given(await engine.client.project.open.mutate({ folder: project }));
writeSync(2, 'labelling\n');
for (const [i, step] of steps.entries()) {
  await sendStep(engine.client, step);
  writeSync(1, `${i + 1}\n`);
}
await engine.close();
