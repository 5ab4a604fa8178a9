import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { curate } from '../../../../../src/main/engine/run/curate.ts';
import type { Session } from '../../../../../src/main/engine/run/project/session.ts';
import { clearVolume } from '../../../../../src/main/engine/run/volume/section-stretches.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { nanometres, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

// Three rows of boxes along z, the last of them overlapping; two kinds of units each.
const shape = { z: 40, y: 24, x: 33 };
const settings = cutSettings.parse({ patchSize: 16 });

async function projectWithVolume(): Promise<SmallProject> {
  const project = newProject(processes);
  const path = writeSpheres(join(project.folder, 'liver.tif'), 5, nanometres(8), shape);
  await project.add({ paths: [path], source: 'liver' });
  return project;
}

const sectionsOf = ({ catalog }: Session) =>
  catalog.crossSections.ofVolume(1, 1).map(({ owners: _, ...row }) => ({
    ...row,
    hashes: Buffer.from(row.hashes).toString('hex'),
  }));

const partsOf = ({ catalog }: Session) =>
  [1, 2].map((plane) => catalog.sectionParts.rows(1, 1, plane));

/** Runs until so many units were sent and answered, then is cancelled. */
async function runUnits(project: SmallProject, units: number): Promise<void> {
  processes.forget();
  let answered = 0;
  const tasks: typeof processes.tasks = {
    ...processes.tasks,
    async decode(name, ask, options) {
      const answer = await processes.tasks.decode(name, ask, options);
      if (name === 'hash-part') answered++;
      return answer;
    },
  };
  await project.job((context) => {
    const cancelled = () => answered >= units;
    const mayGoOn = async () => !cancelled();
    return curate(project.session, tasks, settings, { ...context, mayGoOn });
  });
}

test('units that are done are not done again, whatever has been stored before', async () => {
  const whole = await projectWithVolume();
  await whole.run(settings);
  const wanted = sectionsOf(whole.session);
  expect(wanted.map(({ plane }) => plane).filter((plane) => plane === 2)).toHaveLength(shape.x);
  expect(partsOf(whole.session)).toEqual([[], []]);

  const project = await projectWithVolume();
  const { session } = project;
  await runUnits(project, 1);
  const before = [...partsOf(session).flat()].length;
  expect(before).toBeGreaterThan(0);
  expect(sectionsOf(session).length).toBeLessThan(wanted.length);
  processes.forget();
  await project.run(settings);
  const asked = processes.sent.filter((name) => name === 'hash-part').length;
  expect(asked).toBe(6 - before);
  expect(sectionsOf(session)).toEqual(wanted);
  expect(partsOf(session)).toEqual([[], []]);
  await project.close();
  await whole.close();
});

test('rows that were all stored, but not joined before the end came, are joined by the next run', async () => {
  const project = await projectWithVolume();
  const { session } = project;
  await project.run(settings);
  const wanted = sectionsOf(session);
  // As a kill between the last row and the last cross-section leaves it.
  const { catalog } = session;
  const yz = catalog.crossSections.ofVolume(1, 1).filter(({ plane }) => plane === 2);
  const each = (yz[0]?.hashes.length ?? 0) / 3;
  const kept = catalog.crossSections.ofVolume(1, 1).filter((row) => row.plane !== 2);
  await clearVolume(session, 1, 1, catalog.cuts.volumeInputs(1, 1)?.inputs ?? '');
  for (const row of [...kept, ...yz.slice(0, 5)]) catalog.crossSections.add(1, 1, row);
  for (const row of [0, 1, 2]) {
    const hashes = Buffer.concat(
      yz.map((section) => section.hashes.subarray(row * each, (row + 1) * each)),
    );
    catalog.sectionParts.add(1, 1, 2, { row, hashes });
  }
  processes.forget();
  await project.run(settings);
  expect(processes.sent.filter((name) => name === 'hash-part')).toEqual([]);
  expect(sectionsOf(session)).toEqual(wanted);
  expect(partsOf(session)).toEqual([[], []]);
  await project.close();
});
