import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packFile } from '../../../../../src/main/engine/run/exemplar/patch-packs.ts';
import { embedExemplars } from '../../../../../src/main/engine/run/model/embed-exemplars.ts';
import { embeddingFile } from '../../../../../src/main/engine/run/model/embedding-file.ts';
import {
  countEmbedded,
  embeddingsOf,
  textureEncoder,
} from '../../../../../src/main/engine/run/model/encoders.ts';
import { succeed } from '../../../../../src/shared/failure.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;

beforeAll(async () => {
  project = newProject(processes);
  const path = writeSpheres(join(project.folder, 'liver.tif'), 31);
  await project.add({ paths: [path] });
  await project.run(smallCut);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const embed = () =>
  project.job(async (context) => {
    const done = await embedExemplars(project.session, processes.tasks, textureEncoder, context);
    return done.ok ? succeed('Done.') : done;
  });
const file = () => embeddingsOf(project.session, textureEncoder);
const embeddings = () => project.session.catalog.embeddings;
const { hash, width } = textureEncoder.record;

test('every exemplar is embedded once, and nothing is left to do', async () => {
  expect((await embed()).state).toBe('done');
  const { count, ordinal } = project.session.columns();
  expect(countEmbedded(project.session, textureEncoder)).toBe(count);
  expect(file().read(ordinal).every(Number.isFinite)).toBe(true);
  processes.forget();
  await embed();
  expect(processes.sent).toEqual([]);
});

test('what a crash left half-written is written again, to the same bytes', async () => {
  const whole = readFileSync(file().path);
  truncateSync(file().path, Math.floor(whole.length * 0.6) + 1);
  embeddings().set(hash, { rows: 10, holes: [] });
  expect((await embed()).state).toBe('done');
  expect(readFileSync(file().path).equals(whole)).toBe(true);
});

test('an exemplar whose pixels cannot be read is a hole, filled once they can', async () => {
  const whole = readFileSync(file().path);
  const { ordinal } = project.session.columns();
  const place = project.session.catalog.exemplars.byOrdinal(ordinal[0] ?? 0)?.place;
  const pack = packFile(project.session.folder, place?.pack ?? 0);
  const packed = readFileSync(pack);
  embeddings().set(hash, { rows: 0, holes: [] });
  truncateSync(pack, 0);
  expect((await embed()).state).toBe('done');
  const { holes } = embeddings().of(hash);
  expect(holes.length).toBeGreaterThan(0);
  expect(Number.isNaN(file().read([holes[0] ?? 0])[0])).toBe(true);
  writeFileSync(pack, packed);
  await embed();
  expect(embeddings().of(hash).holes).toEqual([]);
  expect(readFileSync(file().path).equals(whole)).toBe(true);
});

test('volumes added later are appended, and what was there stays as it is', async () => {
  const before = readFileSync(file().path);
  const path = writeSpheres(join(project.folder, 'brain.tif'), 77);
  await project.add({ paths: [path] });
  await project.run(smallCut);
  await embed();
  const after = readFileSync(file().path);
  expect(after.length).toBe(
    (project.session.columns().ordinal.at(-1) ?? 0) * width * 2 + width * 2,
  );
  expect(after.subarray(0, before.length).equals(before)).toBe(true);
});

test('a cancelled run keeps the units that were done', async () => {
  embeddings().set(hash, { rows: 0, holes: [] });
  const job = await project.job(async (context) => {
    const stopping = { ...context, mayGoOn: async () => false };
    const done = await embedExemplars(project.session, processes.tasks, textureEncoder, stopping);
    return done.ok ? succeed('Done.') : done;
  });
  expect(job.state).toBe('cancelled');
  expect((await embed()).state).toBe('done');
});

test('exemplars of another radius with the pixels of others take their embeddings over', async () => {
  const before = new Set(project.session.columns().ordinal);
  await project.run({ ...smallCut, hammingLimit: 3 });
  const { ordinal } = project.session.columns();
  const { exemplars } = project.session.catalog;
  const twinned = ordinal.filter((each) => {
    const place = exemplars.byOrdinal(each)?.place;
    const twin = exemplars.placedTwins(each, each + 1)[0]?.twin ?? -1;
    const same = exemplars.byOrdinal(twin)?.place;
    return before.has(twin) && same?.pack === place?.pack && same?.offset === place?.offset;
  });
  expect(twinned.length).toBeGreaterThan(0);
  const whole = join(project.folder, 'whole');
  await embed();
  copyFileSync(file().path, whole);
  const [first = 0] = ordinal;
  // Values that no encoder gives show who gave them.
  for (const each of before) file().write(each, new Float32Array(width).fill(7));
  embeddings().set(hash, { rows: first, holes: [] });
  await embed();
  const own = ordinal.filter((each) => !twinned.includes(each));
  expect(
    file()
      .read(twinned)
      .every((value) => value === 7),
  ).toBe(true);
  expect(file().read(own)).toEqual(embeddingFile(whole, width).read(own));
});
