import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { planExport } from '../../../../../src/main/engine/run/export/plan-export.ts';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import {
  removeSource,
  setSource,
} from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

let project: SmallProject;
let file: string;
beforeEach(async () => {
  project = newProject(processes);
  file = writeSpheres(join(project.folder, 'liver.tif'), 1);
  await project.add({ paths: [file] });
});
afterEach(() => project.close());

const sourceId = () => project.session.catalog.sources.byName('liver')?.id ?? -1;

test('a source whose name would break patch names is refused, when added and when renamed', async () => {
  const invalid = { kind: 'source-name-invalid', given: 'liver/left' };
  const added = await project.add({ paths: [file], source: 'liver/left' });
  expect(added.failure).toEqual(invalid);
  expect(mustFail(setSource(project.session, sourceId(), { name: 'liver/left' }))).toEqual(invalid);
});

test('files that join a source that is there say so, unless it was asked for', async () => {
  const other = (folder: string, seed: number) => {
    mkdirSync(join(project.folder, folder));
    return writeSpheres(join(project.folder, folder, 'liver.tif'), seed);
  };
  expect((await project.add({ paths: [other('b', 2)] })).result).toBe(
    'Added 1 volume or picture to 1 source. This source was there already: liver, with 1 volume or picture. To keep files apart give a source name (--source) when adding.',
  );
  const asked = await project.add({ paths: [other('c', 3)], source: 'liver' });
  expect(asked.result).toBe('Added 1 volume or picture to 1 source.');
  writeSpheres(join(project.folder, 'b', 'brain.tif'), 4);
  writeSpheres(join(project.folder, 'c', 'brain.tif'), 5);
  const both = ['b', 'c'].map((folder) => join(project.folder, folder, 'brain.tif'));
  expect((await project.add({ paths: both })).result).toBe(
    'Added 2 volumes or pictures to 1 source. Files of several folders become one source: brain. Give a source name to keep them apart.',
  );
});

test('raw patches of a source corrected since its cut are not exported until it is run again', async () => {
  await project.run();
  expect((await planExport(project.session, exportOptions.parse({ set: 'raw' }))).ok).toBe(true);
  must(setSource(project.session, sourceId(), { invert: true }));
  expect(mustFail(await planExport(project.session, exportOptions.parse({ set: 'raw' })))).toEqual({
    kind: 'sources-stale',
    names: ['liver'],
  });
  // Exemplars lie in the packs as they were hashed.
  expect((await planExport(project.session, exportOptions.parse({ set: 'dedup' }))).ok).toBe(true);
  await project.run();
  expect((await planExport(project.session, exportOptions.parse({ set: 'raw' }))).ok).toBe(true);
});

test('a source does not come back when another has its content by now', async () => {
  must(removeSource(project.session, sourceId()));
  const again = await project.add({ paths: [file], source: 'kidney' });
  expect(again.report).toEqual([]);
  expect(mustFail(undoOrRedo(project.session, 'undo'))).toMatchObject({
    kind: 'already-added',
    source: 'kidney',
  });
});

test('a model is older than the labels once one is given, and not before', async () => {
  await project.run();
  const { settings } = project.session.catalog;
  const isOlder = () => funnelOf(project.session).stale.model;
  expect(isOlder()).toBe(false);
  settings.set('model', 'some-model');
  settings.set('trained-up-to', String(project.session.catalog.actions.newest()));
  must(setSource(project.session, sourceId(), { technique: 'TEM' }));
  expect(isOlder()).toBe(false);
  must(
    applyLabels(
      project.session,
      labelRequest.parse({ marks: [{ ordinals: [0], value: 'informative' }] }),
    ),
  );
  expect(isOlder()).toBe(true);
});

test('what a killed creation left does not keep the project from being made', async () => {
  const folder = join(project.folder, 'later.emcurator');
  mkdirSync(join(project.folder, '.later.emcurator.partial', 'patches'), { recursive: true });
  writeFileSync(join(project.folder, '.later.emcurator.partial', 'project.sqlite'), 'half');
  await must(createSession(folder, 'test')).close();
  expect(existsSync(join(folder, 'project.sqlite'))).toBe(true);
  expect(readdirSync(project.folder).filter((name) => name.startsWith('.'))).toEqual([]);
});
