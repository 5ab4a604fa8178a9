// Does the steps of a label script in a project, and prints a line for each receipt: what it has
// printed was acknowledged. Arguments: folder of settings, project, file of steps, first step.
import { readFileSync, writeSync } from 'node:fs';
import type { LabelStep } from './label-script.ts';
import { given, openEngine } from './open-engine.ts';

const [folder = '', project = '', file = '', first = '0'] = process.argv.slice(2);
// `as`: written by the test that starts this script.
const steps = JSON.parse(readFileSync(file, 'utf8')) as LabelStep[];
const engine = openEngine(folder);
given(await engine.client.project.open.mutate({ folder: project }));
writeSync(2, 'labelling\n');
for (const [i, step] of steps.entries()) {
  if (i < Number(first)) continue;
  if (step.kind === 'undo') given(await engine.client.labels.undo.mutate());
  else {
    const { ordinals, value } = step;
    given(
      await engine.client.labels.decide.mutate({ marks: [{ ordinals: [...ordinals], value }] }),
    );
  }
  writeSync(1, `${i + 1}\n`);
}
await engine.close();
