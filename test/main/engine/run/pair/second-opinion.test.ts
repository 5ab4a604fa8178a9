import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resnetKinds } from '../../../../../src/main/engine/encoder/resnet-plan.ts';
import { groupMembers } from '../../../../../src/main/engine/run/group/group-pages.ts';
import { addEncoder, listEncoders } from '../../../../../src/main/engine/run/model/add-encoder.ts';
import {
  opinionOfGroup,
  opinionOfPairs,
} from '../../../../../src/main/engine/run/pair/second-opinion.ts';
import { planeOf } from '../../../../../src/main/engine/run/project/plane-codes.ts';
import type { RawAddress } from '../../../../../src/shared/duplicates.ts';
import { textureEncoderHash } from '../../../../../src/shared/encoder.ts';
import { seededResnet } from '../../encoder/seeded-resnet.ts';
import { torchZipBytes } from '../../encoder/write-checkpoint.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  mustFail,
  newProject,
  type SmallProject,
  smallCut,
  writeSpheres,
} from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const encoder = textureEncoderHash;
let project: SmallProject;
let file: string;

beforeAll(async () => {
  project = newProject(processes);
  file = writeSpheres(join(project.folder, 'liver.tif'), 1);
  await project.add({ paths: [file] });
  await project.run({ ...smallCut, hammingLimit: 22 });
});
afterAll(async () => {
  await project.close();
  processes.close();
});

/** The largest group: its exemplar, and the addresses of its members. */
async function largest(): Promise<{ ordinal: number; members: readonly RawAddress[] }> {
  const { ordinal, members, count } = project.session.columns();
  let best = 0;
  for (let row = 0; row < count; row++) if ((members[row] ?? 0) > (members[best] ?? 0)) best = row;
  const page = must(
    await groupMembers(project.session, { ordinal: ordinal[best] ?? 0, from: 0, count: 20 }),
  );
  return { ordinal: page.ordinal, members: page.members.map(({ address }) => address) };
}

test('members are measured against their exemplar, once', async () => {
  const group = await largest();
  expect(group.members.length).toBeGreaterThan(3);
  processes.forget();
  const { encoder: name, opinions } = must(
    await opinionOfGroup(project.session, tasks, {
      encoder,
      ...group,
      members: [...group.members],
    }),
  );
  expect(name).toBe('Texture');
  expect(opinions.length).toBe(group.members.length);
  for (const opinion of opinions) {
    expect(opinion?.distance).toBeGreaterThan(0);
    expect(opinion?.closerThan).toBeGreaterThanOrEqual(0);
    expect(opinion?.closerThan).toBeLessThanOrEqual(1);
  }
  const sent = processes.sent.length;
  expect(sent).toBeGreaterThan(0);
  const again = await opinionOfGroup(project.session, tasks, {
    encoder,
    ...group,
    members: [...group.members],
  });
  expect(must(again).opinions).toEqual(opinions);
  expect(processes.sent.length).toBe(sent);
});

test('a patch is closer to itself than any random pair', async () => {
  const { members } = await largest();
  const [a, b] = members;
  if (!a || !b) throw new Error('no members');
  const { opinions } = must(
    await opinionOfPairs(project.session, tasks, {
      encoder,
      pairs: [
        { a, b: a },
        { a, b },
      ],
    }),
  );
  expect(opinions[0]).toEqual({ distance: expect.closeTo(0, 5), closerThan: 1 });
  expect(opinions[1]?.distance).toBeGreaterThan(0);
});

test('a patch whose volume is not there has none, and an unknown exemplar is told', async () => {
  const { ordinal, members } = await largest();
  const [a] = members;
  if (!a) throw new Error('no members');
  // Another part of the section, so that it is not known yet.
  const other = { ...a, box: { y0: 1, y1: 17, x0: 1, x1: 17 } };
  renameSync(file, `${file}.gone`);
  const { opinions } = must(
    await opinionOfGroup(project.session, tasks, { encoder, ordinal, members: [a, other] }),
  );
  renameSync(`${file}.gone`, file);
  expect(opinions.map((opinion) => opinion === null)).toEqual([false, true]);
  const unknown = await opinionOfGroup(project.session, tasks, {
    encoder,
    ordinal: 99_999,
    members: [a],
  });
  expect(mustFail(unknown)).toEqual({ kind: 'patch-unknown', ordinal: 99_999 });
});

function addressOf({ catalog }: SmallProject['session'], ordinal: number): RawAddress | null {
  const found = catalog.exemplars.byOrdinal(ordinal);
  if (!found) return null;
  const { volume, plane, position: index, y0, y1, x0, x1 } = found;
  return { volume, plane: planeOf(plane), index, box: { y0, y1, x0, x1 } };
}

test('another encoder gives an opinion of its own, under its own name', async () => {
  // Few patches, since a network takes its time.
  const few = newProject(processes);
  await few.add({ paths: [writeSpheres(join(few.folder, 'brain.tif'), 60)] });
  await few.run({ ...smallCut, patchSize: 32, planes: ['xy'], hammingLimit: 0 });
  const { session } = few;
  const path = join(few.folder, 'classifier.pth');
  writeFileSync(path, torchZipBytes(seededResnet(resnetKinds[0], 3, 1)));
  const job = await few.job((context) => addEncoder(session, tasks, path, context));
  expect(job).toMatchObject({ state: 'done' });
  const added = listEncoders(session).find(({ inUse }) => inUse);
  const { ordinal } = session.columns();
  const [a, b, c] = [...ordinal.subarray(0, 3)].map((each) => addressOf(session, each));
  if (!a || !b || !c) throw new Error('too few exemplars');
  const pairs = [
    { a, b },
    { a, b: c },
  ];
  const by = async (hash: string) =>
    must(await opinionOfPairs(session, tasks, { encoder: hash, pairs }));
  const [texture, network] = [await by(encoder), await by(added?.hash ?? '')];
  expect(network.encoder).toBe(added?.name);
  expect(network.opinions.every((each) => each !== null && each.distance > 0)).toBe(true);
  expect(network.opinions).not.toEqual(texture.opinions);
  // What is known of one encoder is not taken for another's.
  expect(await by(encoder)).toEqual(texture);
  const gone = await opinionOfPairs(session, tasks, { encoder: 'gone', pairs });
  expect(mustFail(gone)).toEqual({ kind: 'encoder-missing', name: 'gone' });
  await few.close();
}, 120_000);
