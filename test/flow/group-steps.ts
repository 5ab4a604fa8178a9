// Decides on groups of a project without end, and prints the action of each receipt: what it has printed was
// acknowledged. Arguments: folder of settings, project, seed.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { GridPatch } from '../../src/shared/grid.ts';
import { given, openEngine } from './open-engine.ts';
import { seededRandom } from './small-sources.ts';

const [folder = '', project = '', seed = '1'] = process.argv.slice(2);
const { client } = openEngine(folder);
given(await client.project.open.mutate({ folder: join(folder, project) }));
const random = seededRandom(Number(seed));
const below = (n: number): number => Math.floor(random() * n);

/** Some exemplars of one source, the largest groups first. */
async function exemplars(): Promise<readonly GridPatch[]> {
  const view = given(await client.grid.open.query({ set: 'all', order: 'group-size' }));
  const { patches } = given(await client.grid.page.query({ view: view.view, from: 0, count: 60 }));
  const source = patches[below(patches.length)]?.source;
  return patches.filter((patch) => patch.source === source);
}

async function member(of: number) {
  const group = given(await client.groups.members.query({ ordinal: of, from: 0, count: 50 }));
  return group.members[below(group.members.length)]?.address;
}

writeSync(2, 'deciding\n');
for (let step = 0; ; step++) {
  const key = `step-${String(step).padStart(6, '0')}`;
  const found = await exemplars();
  const into = found[below(found.length)]?.ordinal ?? 0;
  const from = found[below(found.length)]?.ordinal ?? 0;
  const chosen = await member(into);
  const kind = step % 4;
  const done =
    kind === 0 || !chosen
      ? await client.groups.merge.mutate({ into, from: [from], key })
      : kind === 1
        ? await client.groups.choose.mutate({ member: chosen, key })
        : kind === 2
          ? await client.groups.split.mutate({ members: [chosen], key })
          : await client.labels.undo.mutate({ key });
  if (done.ok) writeSync(1, `${done.value.action}\n`);
}
