import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/shared/failure.ts';
import { emcuratorJson } from './command-line.ts';
import { labelsOf } from './label-script.ts';
import { exemplarsOf, given } from './open-engine.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { smallEdge, smallPaths, writeSmallSources } from './small-sources.ts';
import { withEngine } from './torture-course.ts';

const probe = mountSmallDisk(2 ** 20);
probe?.remove();
if (!probe) console.log('full-disk.test.ts is skipped: a small disk may not be mounted here');

const noSpace =
  / has [\d,]+ bytes free but [\d,]+ are needed\. Free some space or choose another disk\.$/;

describe.skipIf(!probe)('a full disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-full-'));
  let disk: SmallDisk;
  beforeAll(async () => {
    const mounted = mountSmallDisk(4 * 2 ** 20);
    if (!mounted) throw new Error('The disk cannot be mounted any more.');
    disk = mounted;
    await writeSmallSources(folder);
    await emcuratorJson(folder, 'create', 'before');
    expect((await emcuratorJson(folder, 'add', 'before', ...smallPaths)).code).toBe(0);
  });
  afterAll(() => {
    disk?.remove();
    rmSync(folder, { recursive: true });
  });

  const project = () => join(disk.folder, 'p.emcurator');
  const renew = () => {
    disk.free();
    rmSync(project(), { recursive: true, force: true });
    cpSync(join(folder, 'before.emcurator'), project(), { recursive: true });
  };
  const run = () => emcuratorJson(folder, 'run', project(), '--patch-size', String(smallEdge));

  for (const left of [60_000, 250_000, 450_000, 650_000]) {
    test(`with ${left} bytes left a run ends in a sentence, and goes on once there is room`, async () => {
      renew();
      // Volumes beside the project are found from it; on another disk by their whole path.
      cpSync(join(folder, 'pictures'), join(disk.folder, 'pictures'), { recursive: true });
      for (const name of smallPaths) {
        cpSync(join(folder, name), join(disk.folder, name), { recursive: true });
      }
      disk.fill(left);
      const full = await run();
      const sentences = [
        full.sentence,
        ...full.job.report.map((row: { sentence: string }) => row.sentence),
      ];
      expect([1, 3]).toContain(full.code);
      for (const sentence of sentences.filter(Boolean)) expect(sentence).toMatch(noSpace);
      disk.free();
      const after = await run();
      expect([after.code, after.job.report, after.funnel.raw]).toEqual([0, [], 786]);
      expect((await emcuratorJson(folder, 'verify', project())).code).toBe(0);
    });
  }

  test('labels that were acknowledged before the disk filled up stay; the rest is refused in a sentence', async () => {
    disk.free();
    const acknowledged = new Map<number, string>();
    let refusal = '';
    await withEngine(folder, async ({ client }) => {
      given(await client.project.open.mutate({ folder: project() }));
      const patches = await exemplarsOf(client);
      disk.fill(40_000);
      for (const { ordinal } of patches) {
        const done = await client.labels.decide.mutate({
          marks: [{ ordinals: [ordinal], value: 'informative' }],
        });
        if (done.ok) acknowledged.set(ordinal, 'informative');
        else {
          refusal = explain(done.failure);
          break;
        }
      }
      expect(new Map(labelsOf(await exemplarsOf(client)))).toEqual(acknowledged);
    });
    expect(refusal).toMatch(noSpace);
    expect(acknowledged.size).toBeGreaterThan(0);
    disk.free();
    await withEngine(folder, async ({ client }) => {
      given(await client.project.open.mutate({ folder: project() }));
      expect(new Map(labelsOf(await exemplarsOf(client)))).toEqual(acknowledged);
      const [first] = acknowledged.keys();
      given(
        await client.labels.decide.mutate({ marks: [{ ordinals: [first ?? 0], value: 'unsure' }] }),
      );
    });
  });

  test('an export that does not fit is refused in a sentence and leaves nothing behind', async () => {
    disk.free();
    disk.fill(500_000);
    const target = join(disk.folder, 'set');
    const full = await emcuratorJson(folder, 'export', project(), target, '--set', 'raw');
    expect([full.code, full.sentence]).toEqual([3, expect.stringMatching(noSpace)]);
    expect([existsSync(target), existsSync(join(disk.folder, '.set.partial'))]).toEqual([
      false,
      false,
    ]);
  });

  test('a read-only disk is named; its project can be read and is never written', async () => {
    disk.free();
    disk.readOnly();
    const status = await emcuratorJson(folder, 'status', project(), '--read-only');
    expect([status.code, status.project.funnel.raw]).toEqual([0, 786]);
    const opened = await emcuratorJson(folder, 'status', project());
    expect(opened.code).toBe(3);
    expect(opened.sentence).toContain(`${project()} cannot be written (`);
    const target = join(disk.folder, 'set');
    const exported = await emcuratorJson(
      folder,
      'export',
      project(),
      target,
      '--set',
      'dedup',
      '--read-only',
    );
    expect([exported.code, exported.sentence]).toEqual([
      3,
      `${target} cannot be written (EROFS). Choose a folder you may write to, or free some space, then try again.`,
    ]);
  });
});
