import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  exportQueue,
  importQueue,
  removeQueue,
  saveQueue,
} from '../../../../../src/main/engine/run/grid/saved-queues.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { gridQuery } from '../../../../../src/shared/grid.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
let other: SmallProject;
beforeAll(async () => {
  [project, other] = [newProject(processes), newProject(processes)];
  const path = writeSpheres(join(project.folder, 'liver.tif'), 1);
  await project.add({ paths: [path], source: 'liver' });
  await other.add({ paths: [writeSpheres(join(other.folder, 'brain.tif'), 2)], source: 'brain' });
  await other.add({ paths: [path], source: 'liver' });
});
afterAll(async () => {
  await project.close();
  await other.close();
  processes.close();
});

const query = gridQuery.parse({ set: 'unlabelled', order: 'random', seed: 7, sources: [1] });
const names = (of = project) => of.session.catalog.queues.all().map(({ name }) => name);

test('a queue is saved, replaced under its name, removed, and all of it undone', () => {
  const { session } = project;
  must(saveQueue(session, 'Monday', query));
  must(saveQueue(session, 'Monday', { ...query, seed: 8 }));
  expect(session.catalog.queues.byName('Monday')?.query.seed).toBe(8);
  expect(names()).toEqual(['Monday']);
  must(removeQueue(session, session.catalog.queues.byName('Monday')?.id ?? -1));
  expect(names()).toEqual([]);
  must(undoOrRedo(session, 'undo'));
  expect(session.catalog.queues.byName('Monday')?.query.seed).toBe(8);
  must(undoOrRedo(session, 'undo'));
  expect(session.catalog.queues.byName('Monday')?.query.seed).toBe(7);
  must(undoOrRedo(session, 'undo'));
  expect(names()).toEqual([]);
  must(undoOrRedo(session, 'redo'));
  expect(names()).toEqual(['Monday']);
  expect(mustFail(removeQueue(session, 99))).toMatchObject({ kind: 'option-invalid' });
});

test('a removed queue does not come back under a name that a colleague gave another meanwhile', () => {
  const { session } = project;
  must(saveQueue(session, 'shared', query));
  must(removeQueue(session, session.catalog.queues.byName('shared')?.id ?? -1));
  const first = session.annotator();
  session.catalog.settings.set('annotator', 'colleague');
  must(saveQueue(session, 'shared', { ...query, seed: 9 }));
  session.catalog.settings.set('annotator', first);
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('queue-name-taken');
  expect(session.catalog.queues.byName('shared')?.query.seed).toBe(9);
});

test('a queue handed on finds its sources by name, whatever their number there', async () => {
  const file = join(project.folder, 'monday.json');
  must(await exportQueue(project.session, project.session.catalog.queues.all()[0]?.id ?? 0, file));
  must(await importQueue(other.session, file));
  const liver = other.session.catalog.sources.byName('liver')?.id;
  expect(liver).not.toBe(1);
  expect(other.session.catalog.queues.byName('Monday')?.query).toEqual({
    ...query,
    sources: [liver],
  });
});

test('volumes of a queue are handed on by name too; one that is not there is told', async () => {
  const file = join(project.folder, 'volume.json');
  must(saveQueue(project.session, 'Volume', { ...query, volumes: [1] }));
  const id = project.session.catalog.queues.byName('Volume')?.id ?? 0;
  must(await exportQueue(project.session, id, file));
  must(await importQueue(other.session, file));
  const liver = other.session.catalog.sources.byName('liver')?.id ?? 0;
  const [volume] = other.session.catalog.volumes.ofSource(liver);
  expect(other.session.catalog.queues.byName('Volume')?.query.volumes).toEqual([volume?.id]);
  must(undoOrRedo(other.session, 'undo'));
  const text = readFileSync(file, 'utf8').replace('"name": "liver"', '"name": "elsewhere"');
  writeFileSync(file, text);
  expect(mustFail(await importQueue(other.session, file))).toMatchObject({
    what: 'its volume liver/elsewhere is not in this project',
  });
});

test('a queue of sources that are not here, or a file that is none, is refused and nothing saved', async () => {
  const file = join(project.folder, 'odd.json');
  const good = JSON.parse(readFileSync(join(project.folder, 'monday.json'), 'utf8'));
  writeFileSync(file, JSON.stringify({ ...good, name: 'Odd', sources: ['spleen'] }));
  expect(mustFail(await importQueue(other.session, file))).toMatchObject({ name: 'spleen' });
  for (const text of ['{', '[]', JSON.stringify({ ...good, query: { set: 'drop table' } })]) {
    writeFileSync(file, text);
    expect(mustFail(await importQueue(other.session, file)).kind).toBe('label-file-invalid');
  }
  expect(names(other)).toEqual(['Monday']);
});
