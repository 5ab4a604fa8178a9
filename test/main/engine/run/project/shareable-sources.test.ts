import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { shareableSources } from '../../../../../src/main/engine/run/project/shareable-sources.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

let project: SmallProject;
beforeEach(async () => {
  project = newProject(processes);
  for (const [name, seed] of [
    ['liver', 1],
    ['patient', 2],
  ] as const) {
    await project.add({ paths: [writeSpheres(join(project.folder, `${name}.tif`), seed)] });
  }
});
afterEach(() => project.close());

const idOf = (name: string) => project.session.catalog.sources.byName(name)?.id ?? -1;
const namesOf = () => {
  const { shared, withheld } = shareableSources(project.session);
  return {
    shared: shared.map(({ name }) => name),
    withheld: withheld.map(({ source, why }) => `${source.name}: ${why}`),
  };
};

test('a source is shared unless it is marked, and the mark is undone like any correction', () => {
  expect(namesOf()).toEqual({ shared: ['liver', 'patient'], withheld: [] });
  must(setSource(project.session, idOf('patient'), { withheld: 'no consent' }));
  const marked = {
    shared: ['liver'],
    withheld: ['patient: marked not to be shared: no consent'],
  };
  expect(namesOf()).toEqual(marked);
  must(undoOrRedo(project.session, 'undo'));
  expect(namesOf().withheld).toEqual([]);
  must(undoOrRedo(project.session, 'redo'));
  expect(namesOf()).toEqual(marked);
  must(setSource(project.session, idOf('patient'), { withheld: null }));
  expect(namesOf().withheld).toEqual([]);
});

test('correcting something else keeps the mark', () => {
  must(setSource(project.session, idOf('patient'), { withheld: '' }));
  must(setSource(project.session, idOf('patient'), { tissue: 'skin' }));
  expect(namesOf().withheld).toEqual(['patient: marked not to be shared']);
});

test('files that join a source with the mark withhold all of it', async () => {
  const more = writeSpheres(join(project.folder, 'more.tif'), 3);
  await project.add({ paths: [more], source: 'liver', change: { withheld: 'not ours' } });
  expect(namesOf().withheld).toEqual(['liver: marked not to be shared: not ours']);
});

test('a source of an older project, which knew no such mark, is shared', () => {
  const { sources } = project.session.catalog;
  const liver = sources.byId(idOf('liver'))!;
  const { withheld: _, ...before } = liver.metadata;
  // `as`: the row as version 0.1 wrote it.
  sources.restore(liver.id, { ...liver, metadata: before as typeof liver.metadata });
  expect(sources.byId(liver.id)?.metadata.withheld).toBeNull();
});
