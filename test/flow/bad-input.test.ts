import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTextNpy } from '../../src/main/engine/decision/npy.ts';
import { explain } from '../../src/shared/failure.ts';
import { writeDoubtfulFiles, writeRefusedFiles } from './bad-files.ts';
import { emcurator, emcuratorJson } from './command-line.ts';
import { exemplarsOf, given, type OpenEngine, openEngine } from './open-engine.ts';
import { tiffStack } from './small-sources.ts';
import { withEngine } from './torture-course.ts';

const folder = mkdtempSync(join(tmpdir(), 'emcurator-bad-'));
const json = (...args: string[]) => emcuratorJson(folder, ...args);
const inFolder = (sentence: string) => sentence.replaceAll('~/', `${folder}/`);
const sentencesOf = (report: { item: string; sentence: string }[]) =>
  Object.fromEntries(report.map(({ item, sentence }) => [item, sentence]));
const shape = { z: 4, y: 96, x: 120 };
const size = { z: 8, y: 8, x: 8 };
const cut = { mode: 'paper-exact', patchSize: 48, spacing: 1 } as const;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files', () => {
  test('each bad file gets its sentence; the good ones are added and cut', async () => {
    const refused = writeRefusedFiles(folder);
    const doubtful = writeDoubtfulFiles(folder);
    writeFileSync(join(folder, 'twin.tif'), tiffStack(shape, size, 1));
    const good = ['good.tif', 'no-scale.tif', 'negative.mrc', 'nan.mrc', 'bright.mrc', 'twin.tif'];
    await json('create', 'p');
    const added = await json('add', 'p', ...Object.keys(refused), ...good);
    expect(added.code).toBe(1);
    expect(added.job.result).toBe(
      'Added 5 volumes or pictures to 5 sources. 10 could not be added; the report says why.',
    );
    const expected = {
      ...refused,
      'twin.tif':
        '~/twin.tif has the same content as good of source good, so it was not added again.',
    };
    expect(sentencesOf(added.job.report)).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, text]) => [join(folder, name), inFolder(text)]),
      ),
    );
    const ran = await json('run', 'p', '--mode', 'paper-exact', '--patch-size', '48');
    expect([ran.code, ran.job.state, ran.funnel.raw]).toEqual([1, 'done', 452]);
    expect(sentencesOf(ran.job.report)).toEqual(
      Object.fromEntries(Object.entries(doubtful).map(([item, text]) => [item, inFolder(text)])),
    );
  });

  test('another mapping cuts what the mapping by type refuses', async () => {
    expect((await json('set', 'p', 'negative', '--mapping', 'full-range')).code).toBe(0);
    const ran = await json('run', 'p');
    expect([ran.code, ran.funnel.raw]).toEqual([1, 452 + 440]);
  });

  test('a second opener is told who holds the project', async () => {
    await withEngine(folder, async ({ client }) => {
      given(await client.project.open.mutate({ folder: join(folder, 'p.emcurator') }));
      const second = await json('status', 'p');
      const { host, pid } = second.failure;
      expect(second).toMatchObject({
        code: 5,
        failure: { kind: 'project-held', shell: 'command line' },
        sentence: inFolder(
          `~/p.emcurator is open in the command line on ${host} (process ${pid}). Close it there first, or open it with --read-only.`,
        ),
      });
    });
  });

  test('a project of a newer version is left alone', async () => {
    await json('create', 'newer');
    const file = join(folder, 'newer.emcurator', 'project.sqlite');
    const db = new Database(file);
    const known = Number(db.pragma('user_version', { simple: true }));
    db.pragma('user_version = 99');
    db.close();
    const { code, sentence } = await json('status', 'newer');
    expect([code, sentence]).toEqual([
      3,
      inFolder(
        `~/newer.emcurator was made by a newer EM Curator (format 99; this one knows up to ${known}). Update EM Curator to open it; nothing was changed.`,
      ),
    ]);
  });
});

describe('an open project', () => {
  let engine: OpenEngine;
  beforeAll(async () => {
    engine = openEngine(folder);
    const { client, follow } = engine;
    given(await client.project.create.mutate({ folder: join(folder, 'open.emcurator') }));
    for (const seed of [11, 12]) {
      writeFileSync(join(folder, `volume-${seed}.tif`), tiffStack(shape, size, seed));
    }
    const paths = [11, 12].map((seed) => join(folder, `volume-${seed}.tif`));
    const request = { paths, as: null, source: null, change: {} };
    expect((await follow(() => client.sources.add.mutate(request))).report).toEqual([]);
  });
  afterAll(() => engine.close());

  const run = async () => {
    const job = await engine.follow(() => engine.client.jobs.run.mutate(cut));
    const report = job.report.map(({ item, failure }) => `${item}: ${explain(failure)}`);
    return { state: job.state, report, raw: (await current()).funnel.raw };
  };
  const current = async () => {
    const project = await engine.client.project.current.query();
    if (!project) throw new Error('The project is closed.');
    return project;
  };

  test('a file that vanished is one row, and the rest is cut; back again, it is cut too', async () => {
    const path = join(folder, 'volume-11.tif');
    renameSync(path, `${path}.away`);
    expect(await run()).toEqual({
      state: 'done',
      report: [
        `volume-11/volume-11: ${path} is not there. Check the path, or connect the disk it is on and try again.`,
      ],
      raw: 440,
    });
    renameSync(`${path}.away`, path);
    expect(await run()).toEqual({ state: 'done', report: [], raw: 880 });
  });

  test('a file changed since it was added is one row', async () => {
    const path = join(folder, 'volume-12.tif');
    writeFileSync(path, tiffStack(shape, size, 99));
    const job = await engine.follow(() => engine.client.jobs.run.mutate({ ...cut, spacing: 2 }));
    expect(job.report.map(({ failure }) => explain(failure))).toEqual([
      `${path} of source volume-12 has changed since it was added. Put the original file back, or remove the source and add it again.`,
    ]);
    writeFileSync(path, tiffStack(shape, size, 12));
    expect(await run()).toEqual({ state: 'done', report: [], raw: 880 });
  });

  test('a file that vanishes while it is cut is one row, and a later run cuts it', async () => {
    const path = join(folder, 'vanishing.tif');
    writeFileSync(path, tiffStack({ z: 60, y: 300, x: 300 }, null, 13));
    const { client, follow } = engine;
    const request = { paths: [path], as: null, source: null, change: {} };
    await follow(() => client.sources.add.mutate(request));
    const settings = { ...cut, patchSize: 32 };
    const job = await follow(
      () => client.jobs.run.mutate(settings),
      ({ stage }) => {
        // Vanishes as a disk does: under an open reader too.
        if (stage === 'cut and hash') rmSync(path, { force: true });
      },
    );
    expect(job.state).toBe('done');
    const rows = job.report.filter(({ failure }) => failure.kind !== 'voxel-size-missing');
    expect(rows.map(({ item, failure }) => `${item}: ${explain(failure)}`)).toEqual([
      `vanishing/vanishing: ${path} is not there. Check the path, or connect the disk it is on and try again.`,
    ]);
    writeFileSync(path, tiffStack({ z: 60, y: 300, x: 300 }, null, 13));
    const again = await follow(() => client.jobs.run.mutate(settings));
    expect(again.report.map(({ failure }) => failure.kind)).not.toContain('file-missing');
    const sources = given(await client.sources.list.query());
    expect(sources.find(({ name }) => name === 'vanishing')?.raw).toBe(59 * 9 * 9);
    given(await client.sources.remove.mutate({ source: sources.at(-1)?.id ?? 0 }));
    expect((await run()).raw).toBe(880);
  });

  test('a removed source comes back whole with undo', async () => {
    const { client } = engine;
    const before = given(await client.sources.list.query());
    const first = before[0]?.id ?? 0;
    given(await client.sources.remove.mutate({ source: first }));
    expect((await current()).funnel.raw).toBe(440);
    given(await client.labels.undo.mutate());
    expect(given(await client.sources.list.query())).toEqual(before);
    expect((await current()).funnel.raw).toBe(880);
  });

  test('label files with other lengths, words or names import nothing', async () => {
    const { client } = engine;
    const [patch] = await exemplarsOf(client);
    const file = join(folder, 'labels.csv');
    const sentenceOf = async (text: string) => {
      writeFileSync(file, text);
      const done = await client.labels.import.mutate({ file });
      return done.ok ? 'imported' : explain(done.failure);
    };
    expect(await sentenceOf(`patch,label\n${patch?.name},lovely\n`)).toBe(
      `${file} uses words that are not labels: lovely. Use good/bad/none or informative/uninformative/unsure/none; nothing was imported.`,
    );
    expect(await sentenceOf(`patch,label\n${patch?.name},good\nnowhere/nothing,good\n`)).toBe(
      `${file} names 1 patches that this project does not have, among them nowhere/nothing. Correct the names; nothing was imported.`,
    );
    expect(await sentenceOf('a,b\n1,2\n')).toContain(`${file} is not a label file: `);
    const [names, labels] = [join(folder, 'names.npy'), join(folder, 'labels.npy')];
    writeFileSync(names, writeTextNpy(['volume-11/a.tiff', 'volume-11/b.tiff']));
    writeFileSync(labels, writeTextNpy(['good']));
    const pair = await client.labels.import.mutate({ file: names, labels });
    expect(pair.ok ? 'imported' : explain(pair.failure)).toBe(
      `${labels} has to go with 2 patch names, but its number of labels is 1. Export the pair again; nothing was imported.`,
    );
    expect(given(await client.labels.counts.query())).toMatchObject({
      informative: 0,
      uninformative: 0,
      unsure: 0,
    });
  });

  test('too few labels, or labels of one kind, are told before anything is trained', async () => {
    const { client, follow } = engine;
    const train = async () => {
      const { failure } = await follow(() => client.models.train.mutate({}));
      return failure ? explain(failure) : 'trained';
    };
    const training = (await exemplarsOf(client)).filter(({ heldOut }) => !heldOut);
    const ordinals = training.map(({ ordinal }) => ordinal);
    expect(ordinals.length).toBeGreaterThan(64);
    const decide = async (some: number[], value: 'informative' | 'uninformative') =>
      given(await client.labels.decide.mutate({ marks: [{ ordinals: some, value }] }));
    await decide(ordinals.slice(0, 40), 'informative');
    await decide(ordinals.slice(40, 63), 'uninformative');
    expect(await train()).toBe(
      'Training needs at least 64 labels outside the hold-out; there are 40 informative and 23 uninformative. Label 1 more.',
    );
    await decide(ordinals.slice(0, 64), 'informative');
    expect(await train()).toBe(
      'All 64 training labels are informative. Label some patches of the other kind too, then train again.',
    );
    await decide(ordinals.slice(0, 30), 'uninformative');
    expect(await train()).toBe('trained');
  });

  test('an export below a file, or over a folder, is refused and leaves nothing behind', async () => {
    const { client, follow } = engine;
    const exportTo = async (target: string) => {
      const request = { folder: target, set: 'dedup', format: 'cem' } as const;
      const { failure } = await follow(() => client.exports.start.mutate(request));
      return failure ? explain(failure) : 'exported';
    };
    const below = join(folder, 'volume-11.tif', 'set');
    expect(await exportTo(below)).toMatch(
      / cannot be written \(ENOTDIR\)\. Choose a folder you may write to, or free some space, then try again\.$/,
    );
    mkdirSync(join(folder, 'there'));
    expect(await exportTo(join(folder, 'there'))).toBe(
      `${join(folder, 'there')} exists already and is not overwritten. Choose another folder.`,
    );
    expect(await exportTo(join(folder, 'elsewhere'))).toBe('exported');
  });
});

test('an empty project says what to do first', async () => {
  await json('create', 'bare');
  const ran = await emcurator(folder, 'run', 'bare', '--quiet');
  const sentence =
    'There is nothing to run: the project has no volumes. Add files or folders first.';
  expect([ran.code, ran.out + ran.notes]).toEqual([3, expect.stringContaining(sentence)]);
});
