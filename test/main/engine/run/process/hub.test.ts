import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EngineHub, openHub } from '../../../../../src/main/engine/run/process/hub.ts';
import type {
  ProcessHandle,
  ProcessName,
} from '../../../../../src/main/engine/run/task/process-message.ts';
import { forkProcesses } from '../../../../../src/main/web/fork-process.ts';
import type { Outcome } from '../../../../../src/shared/failure.ts';
import type { Job } from '../../../../../src/shared/job.ts';
import type { Project } from '../../../../../src/shared/project.ts';
import { canListProcesses, engineProcess, kill } from '../../../../flow/process-tree.ts';
import { emptyFolder, must, mustFail, smallCut, writeSpheres } from '../small-project.ts';

const settings = { ...smallCut, patchSize: 32 };
const started: { name: ProcessName; handle: ProcessHandle }[] = [];
const start = forkProcesses();
const root = emptyFolder();
let hub: EngineHub;

beforeAll(() => {
  hub = openHub(
    (name) => {
      const handle = start(name);
      started.push({ name, handle });
      return handle;
    },
    {
      shell: 'browser window',
      configFolder: join(root, 'config'),
      roots: [root],
      workingFolder: root,
    },
  );
});
afterAll(() => hub.close());

function ask<T>(operation: 'query' | 'mutation', path: string, input?: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    let answer: unknown;
    hub.call(operation, path, input, {
      data: (value) => {
        answer = value;
      },
      // `as`: each test names the answer that the procedure gives.
      done: () => resolve(answer as T),
      error: ({ code, message }) => reject(new Error(`${code}: ${message}`)),
    });
  });
}
const jobs = () => ask<Job[]>('query', 'jobs.list');
async function idle(): Promise<Job> {
  for (;;) {
    const [job] = await jobs();
    if (job && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const decodeProcesses = () => started.filter(({ name }) => name === 'decode');

test('a project is made, filled and run through the engine’s processes', async () => {
  const project = must(await ask<Outcome<Project>>('mutation', 'project.create', { folder: 'p' }));
  expect(project.folder).toBe(join(root, 'p.emcurator'));
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    const shape = { z: 40, y: 96, x: 64 };
    const path = writeSpheres(join(root, `${name}.tif`), i + 1, undefined, shape);
    must(await ask<Outcome<unknown>>('mutation', 'sources.add', { paths: [path] }));
    expect((await idle()).report).toEqual([]);
  }
  expect(started.map(({ name }) => name)).toEqual(['engine', 'decode']);
});

test('when the decode process dies, what it was at is done again in a fresh one, in the same run', async () => {
  // Held still, it cannot be done with the small volumes before it is killed.
  const decode = canListProcesses ? engineProcess(process.pid, 'decode') : undefined;
  if (decode) process.kill(decode.pid, 'SIGSTOP');
  must(await ask<Outcome<unknown>>('mutation', 'jobs.run', settings));
  for (;;) {
    const [job] = await jobs();
    if (job?.state !== 'running' || job.stage === 'cut and hash') break;
    if (decode && job.stage !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  if (decode) kill(decode.pid);
  else decodeProcesses().at(-1)?.handle.kill();
  expect(await idle()).toMatchObject({ state: 'done', report: [] });
  expect(decodeProcesses().length).toBeGreaterThan(1);
  const project = await ask<Project | null>('query', 'project.current');
  expect(project?.funnel).toMatchObject({ sources: 3, stale: { patches: false } });
});

test('pictures come beside the calls, those of another project do not', async () => {
  const project = await ask<Project | null>('query', 'project.current');
  const found = await hub.picture(`/patch/${project?.key}/0.bmp`);
  expect([found.status, found.contentType, found.body.length]).toEqual([
    200,
    'image/bmp',
    54 + 1024 + 32 * 32,
  ]);
  expect((await hub.picture('/patch/00/0.bmp')).status).toBe(404);
  expect((await hub.picture('//')).status).toBe(404);
  const given = new AbortController();
  const unwanted = hub.picture(`/patch/${project?.key}/0.bmp`, given.signal);
  given.abort();
  expect((await unwanted).status).toBe(503);
});

test('an input that does not fit is refused before anything is done', async () => {
  await expect(ask('mutation', 'labels.decide', { ordinals: [-1], value: 'good' })).rejects.toThrow(
    'BAD_REQUEST',
  );
  await expect(ask('query', 'no.such')).rejects.toThrow('NOT_FOUND');
  expect(mustFail(await ask<Outcome<unknown>>('mutation', 'labels.undo')).kind).toBe(
    'nothing-to-undo',
  );
});

test('a subscription goes on until it is stopped', async () => {
  const kinds: string[] = [];
  const stop = hub.call('subscription', 'events', undefined, {
    data: (event) => kinds.push((event as { kind: string }).kind),
    done: () => kinds.push('done'),
    error: ({ message }) => kinds.push(message),
  });
  await ask('query', 'project.current');
  await ask('mutation', 'project.setAnnotator', { name: 'Ana' });
  await vi.waitFor(() => expect(kinds).toEqual(['project']), 10_000);
  stop();
  await ask('mutation', 'project.setAnnotator', { name: 'Ben' });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(kinds).toEqual(['project']);
});

test('when the engine itself dies every call and picture that waits is answered', async () => {
  const lost = new Promise((resolve) => hub.onLost(resolve));
  const call = ask('query', 'doctor');
  const picture = hub.picture('/patch/00/0.bmp');
  started.find(({ name }) => name === 'engine')?.handle.kill();
  await expect(call).rejects.toThrow('ENGINE_GONE');
  expect([404, 503]).toContain((await picture).status);
  await lost;
});
