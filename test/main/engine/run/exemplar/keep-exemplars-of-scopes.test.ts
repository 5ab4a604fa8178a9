import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { JobContext } from '../../../../../src/main/engine/job/job-runner.ts';
import { xorshift32 } from '../../../../../src/main/engine/kernel/xorshift32.ts';
import { curate } from '../../../../../src/main/engine/run/curate.ts';
import { fail } from '../../../../../src/shared/failure.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { newProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

test('keeping exemplars counts patches, and a scope that is cancelled stays as it was', async () => {
  const project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 100 + i);
    await project.add({ paths: [path], source });
  }
  const { session } = project;
  const abort = new AbortController();
  const stages = new Map<string, { total: number; done: number }>();
  let asked = 0;
  processes.beforeEach((name) => {
    if (name === 'keep-exemplars' && ++asked === 2) abort.abort();
  });
  const watched = (context: JobContext): JobContext => ({
    ...context,
    signal: abort.signal,
    mayGoOn: async () => !abort.signal.aborted,
    stage: (name, total) => stages.set(name, { total, done: 0 }),
    advance(by) {
      const latest = [...stages.values()].at(-1);
      if (latest) latest.done += by;
    },
  });
  const job = await project.job((context) =>
    curate(session, processes.tasks, smallCut, watched(context)),
  );
  processes.beforeEach(() => {});
  expect(job.state).toBe('cancelled');
  const cut = session.catalog.cuts.known(smallCut) ?? -1;
  const [liver = 0, brain = 0] = session.catalog.crossSections.patchesOfVolumes(cut).values();
  const kept = stages.get('keep exemplars');
  expect(kept?.total).toBe(liver + brain);
  expect(kept?.done).toBe(liver);
  expect(session.catalog.cuts.scopes(cut).filter(({ complete }) => complete)).toHaveLength(1);
  expect((await project.run()).state).toBe('done');
  expect(session.catalog.cuts.scopes(cut).filter(({ complete }) => complete)).toHaveLength(2);
  await project.close();
});

test('a search that is under way hears its signal', async () => {
  const random = xorshift32(4);
  const hashes = Uint8Array.from({ length: 8 * 400_000 }, random.byte);
  const abort = new AbortController();
  const shares: unknown[] = [];
  const answer = await processes.tasks.decode(
    'keep-exemplars',
    { hashes, bytesPerHash: 8, seed: 1, limit: 12 },
    {
      signal: abort.signal,
      onProgress: (share) => {
        shares.push(share);
        abort.abort();
      },
    },
  );
  expect(answer).toEqual(fail({ kind: 'cancelled' }));
  expect(Number(shares.at(-1))).toBeLessThan(0.9);
});
