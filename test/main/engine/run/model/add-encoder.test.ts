import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resnetKinds } from '../../../../../src/main/engine/encoder/resnet-plan.ts';
import { readScores } from '../../../../../src/main/engine/run/disk/flat-file.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import {
  addEncoder,
  listEncoders,
  useEncoder,
} from '../../../../../src/main/engine/run/model/add-encoder.ts';
import { embedderOf } from '../../../../../src/main/engine/run/model/embedder.ts';
import {
  embeddingsOf,
  encoderInUse,
  textureEncoder,
} from '../../../../../src/main/engine/run/model/encoders.ts';
import { modelList } from '../../../../../src/main/engine/run/model/model-store.ts';
import { trainModel } from '../../../../../src/main/engine/run/model/train-model.ts';
import { type TaskClient, TaskLost } from '../../../../../src/main/engine/run/task/task-client.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { seededResnet } from '../../encoder/seeded-resnet.ts';
import { torchZipBytes } from '../../encoder/write-checkpoint.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
let project: SmallProject;

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 60 + i);
    await project.add({ paths: [path], source });
  }
  // Few patches, since a network takes its time: 32 pixels, brought to its 224.
  await project.run({ ...smallCut, patchSize: 32, planes: ['xy'], hammingLimit: 0 });
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const add = (path: string, through: TaskClient = tasks) =>
  project.job((context) => addEncoder(project.session, through, path, context));

test('a file that is no encoder is refused in a sentence, and the encoder in use stays', async () => {
  const path = join(project.folder, 'notes.pth');
  writeFileSync(path, 'not a network');
  const job = await add(path);
  expect(job.failure).toMatchObject({ kind: 'encoder-invalid', path });
  expect(encoderInUse(project.session)).toBe(textureEncoder);
});

test('a classifier of PyTorch embeds every exemplar and is ready to score', async () => {
  const path = join(project.folder, 'classifier.pth');
  writeFileSync(path, torchZipBytes(seededResnet(resnetKinds[0], 3, 1)));
  const job = await add(path);
  expect(job).toMatchObject({ state: 'done' });
  const { session } = project;
  const listed = listEncoders(session).find(({ inUse }) => inUse);
  const { count, ordinal } = session.columns();
  expect(listed).toMatchObject({
    width: 512,
    isClassifier: true,
    embedded: count,
    kind: 'pytorch',
  });
  const rows = embeddingsOf(session, encoderInUse(session)).read(ordinal);
  expect(rows.every(Number.isFinite)).toBe(true);
  const side = (half: number) => [...ordinal].filter((each) => each % 2 === half);
  must(
    applyLabels(
      session,
      labelRequest.parse({ marks: [{ ordinals: side(0), value: 'informative' }] }),
    ),
  );
  must(
    applyLabels(
      session,
      labelRequest.parse({ marks: [{ ordinals: side(1), value: 'uninformative' }] }),
    ),
  );
  const asked = { seed: 1, kind: 'network', refitFirst: false } as const;
  const trained = await project.job((context) => trainModel(session, tasks, asked, context));
  expect(trained).toMatchObject({ state: 'done' });
  const kinds = modelList(session).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(
    new Set(['texture-forest', 'embedding-head', 'ensemble', 'network']),
  );
  const network = modelList(session).find(({ kind }) => kind === 'network');
  expect(network?.current).toBe(true);
  const scores = readScores(session.scoreFile(network?.hash ?? ''));
  expect([...ordinal].every((each) => (scores[each] ?? 0) > 0 && (scores[each] ?? 1) < 1)).toBe(
    true,
  );
});

test('the same pictures have the same embedding whichever batch they come in', async () => {
  const { session } = project;
  const encoder = encoderInUse(session);
  const { ordinal } = session.columns();
  const all = embeddingsOf(session, encoder).read(ordinal);
  const some = session.catalog.exemplars.between(ordinal[0] ?? 0, (ordinal[3] ?? 0) + 1);
  const patches = some.flatMap((each) =>
    each.place ? [{ ...each.place, height: each.y1 - each.y0, width: each.x1 - each.x0 }] : [],
  );
  const rows = must(await embedderOf(session, tasks, encoder).ofPacked(patches));
  rows.forEach((value, i) => {
    expect(Math.abs(value - (all[i] ?? 0))).toBeLessThan(2e-3 * (1 + Math.abs(value)));
  });
});

test('a provider whose library stops the process is given up for the next, with the reason kept', async () => {
  const { session } = project;
  const asked: (readonly string[])[] = [];
  const failing: TaskClient = {
    ...tasks,
    async infer(name, ask, options) {
      if (name === 'providers') return ['cuda', 'cpu'] as never;
      if (name !== 'embed') return tasks.infer(name, ask, options);
      // `as`: the name says which task it is.
      const { providers } = ask as { providers: readonly string[] };
      asked.push(providers);
      if (providers[0] === 'cuda') throw new TaskLost('inference', 'stopped');
      return tasks.infer(name, ask, options);
    },
  };
  const embedder = embedderOf(session, failing, encoderInUse(session));
  expect(must(await embedder.ofGrey())).toHaveLength(512);
  expect(asked).toEqual([['cuda', 'cpu'], ['cpu']]);
  expect(embedder.provider().join(' ')).toMatch(/^cpu cuda: its library stopped/);
});

test('a provider that is not there is passed over by the runtime, with its own reason', async () => {
  const { session } = project;
  const withCuda: TaskClient = {
    ...tasks,
    infer: (name, ask, options) =>
      name === 'providers'
        ? (Promise.resolve(['cuda', 'cpu']) as never)
        : tasks.infer(name, ask, options),
  };
  const embedder = embedderOf(session, withCuda, encoderInUse(session));
  expect(must(await embedder.ofGrey())).toHaveLength(512);
  const [provider, ...refused] = embedder.provider();
  if (provider === 'cpu') expect(refused.join(' ')).toMatch(/^cuda: /);
  else expect(provider).toBe('cuda');
});

test('going back to the texture features needs no file', async () => {
  const job = await project.job((context) =>
    useEncoder(project.session, tasks, textureEncoder, context),
  );
  expect(job.state).toBe('done');
  expect(listEncoders(project.session).find(({ inUse }) => inUse)?.name).toBe('Texture');
});
