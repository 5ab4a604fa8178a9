import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compositionReport } from '../../../../../src/main/engine/run/balance/composition-report.ts';
import { lossReport } from '../../../../../src/main/engine/run/balance/loss-report.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import {
  removeSource,
  setSource,
} from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 60 + i);
    await project.add({ paths: [path], source });
  }
  await project.run();
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const ordinalsOf = (source: string) => {
  const { ordinal, source: sources } = project.session.columns();
  const id = project.session.catalog.sources.byName(source)?.id;
  return [...ordinal].filter((_, row) => sources[row] === id);
};
const label = (ordinals: number[], value: string, reason: string | null = null) =>
  must(applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value, reason }] })));

test('before anything is judged there is no curated set to lose patches from', () => {
  const { totals, rejected, defects, sources } = lossReport(project.session);
  expect(totals.curated).toBeNull();
  expect([rejected, defects]).toEqual([null, []]);
  expect(sources.map(({ rejected, curatedOfDedup }) => [rejected, curatedOfDedup])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(sources[0]?.dedupOfRaw?.share).toBeCloseTo(
    (sources[0]?.counts.dedup ?? 0) / (sources[0]?.counts.raw ?? 1),
    12,
  );
});

test('defects are counted by reason and source, with the patches to open', () => {
  const [liver, brain] = [ordinalsOf('liver'), ordinalsOf('brain')];
  label(liver.slice(0, 3), 'uninformative', 'blur');
  label(brain.slice(0, 2), 'uninformative', 'blur');
  label(brain.slice(2, 3), 'uninformative');
  label(brain.slice(3, 10), 'informative');
  const { defects, totals, sources } = lossReport(project.session);
  const [liverId, brainId] = ['liver', 'brain'].map(
    (name) => project.session.catalog.sources.byName(name)?.id ?? -1,
  );
  expect(defects.map(({ ordinals, ...rest }) => ({ ...rest, shown: ordinals.length }))).toEqual([
    {
      reason: 'blur',
      count: 5,
      perSource: expect.arrayContaining([
        { source: liverId, count: 3 },
        { source: brainId, count: 2 },
      ]),
      shown: 5,
    },
    { reason: null, count: 1, perSource: [{ source: brainId, count: 1 }], shown: 1 },
  ]);
  expect(new Set(defects[0]?.ordinals)).toEqual(
    new Set([...liver.slice(0, 3), ...brain.slice(0, 2)]),
  );
  expect(totals.curated).toBe(7);
  expect(sources.map(({ counts }) => counts.curated).sort()).toEqual([0, 7]);
});

test('the composition follows what is said of sources, and a source taken out', () => {
  const { session } = project;
  const idOf = (name: string) => session.catalog.sources.byName(name)?.id ?? -1;
  must(setSource(session, idOf('liver'), { technique: 'FIB-SEM; TEM', organism: ' Mouse' }));
  must(setSource(session, idOf('brain'), { technique: 'fib-sem' }));
  const bars = (field: string) =>
    compositionReport(session)
      .fields.find((each) => each.field === field)
      ?.bars.map(({ value, sources }) => [value.toLowerCase(), sources.length]);
  expect(bars('technique')).toEqual([
    ['fib-sem', 2],
    ['tem', 1],
  ]);
  expect(bars('organism')).toEqual([
    ['mouse', 1],
    ['', 1],
  ]);
  expect(bars('spacing')).toEqual([['8 to 11 nm', 2]]);
  const whole = compositionReport(session).patches;
  must(removeSource(session, idOf('brain')));
  const without = compositionReport(session);
  expect(without.sources).toBe(1);
  expect(without.patches.raw).toBeLessThan(whole.raw);
  expect(lossReport(session).sources).toHaveLength(1);
  must(undoOrRedo(session, 'undo'));
  expect(compositionReport(session).patches).toEqual(whole);
});
