import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canListProcesses, engineProcess } from '../../flow/process-tree.ts';
import { newFolder, runCommand, startCommand } from './run-command.ts';
import { writeSmallTiff } from './small-tiff.ts';

const folder = newFolder();
const emcurator = (...args: string[]) => runCommand(folder, ...args);
const json = async (...args: string[]) => {
  const { out, code } = await emcurator(...args, '--json');
  return { code, ...JSON.parse(out) };
};

beforeAll(async () => {
  writeSmallTiff(join(folder, 'cells.tif'), { planes: 6, edge: 300, seed: 1 });
  writeSmallTiff(join(folder, 'resin.tif'), { planes: 3, edge: 300, seed: 2 });
  writeFileSync(join(folder, 'broken.tif'), readFileSync(join(folder, 'cells.tif')).subarray(0, 9));
  const { code, out } = await emcurator('create', 'brain.emcurator');
  expect([code, out]).toEqual([0, expect.stringContaining('emcurator add brain.emcurator')]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files are described without a project; a broken one is told apart', async () => {
  const good = await json('describe', 'cells.tif', '--sha256');
  expect(good).toMatchObject({
    code: 0,
    volumes: [{ shape: { z: 6, y: 300, x: 300 }, sampleType: 'uint8', plannedPatches: 24 }],
  });
  expect(good.volumes[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  const both = await json('describe', 'cells.tif', 'broken.tif');
  expect([both.code, both.volumes.length]).toEqual([1, 2]);
  expect(both.volumes[1].sentence).toContain('broken.tif');
});

test('add takes the good files, reports the broken one and ends with 1', async () => {
  const added = await json('add', 'brain.emcurator', 'cells.tif', 'resin.tif', 'broken.tif');
  expect(added.code).toBe(1);
  expect(added.job.report).toHaveLength(1);
  expect(added.job.report[0].sentence).toContain('broken.tif');
  expect(added.sources.map(({ name }: { name: string }) => name)).toEqual(['cells', 'resin']);
});

test('a dry run says what a run needs, and does nothing', async () => {
  const { needs } = await json('run', 'brain.emcurator', '--dry-run');
  expect(needs).toMatchObject({ volumes: 2, patches: 36, patchesThere: 0, trouble: null });
  const { out } = await emcurator('run', 'brain.emcurator', '--dry-run');
  expect(out).toMatch(
    /^36 patches of 2 volumes to cut, about \d+ to \d+ exemplars in the end\.\nAbout \d/,
  );
  expect((await json('status', 'brain.emcurator')).project.funnel.raw).toBe(0);
});

test('run cuts, keeps exemplars, and prints one JSON document with progress beside it', async () => {
  const { code, out, notes } = await emcurator('run', 'brain.emcurator', '--json');
  expect(code).toBe(0);
  const { funnel, job } = JSON.parse(out);
  expect(funnel).toMatchObject({ sources: 2, volumes: 2, raw: 36, curated: null });
  expect(job.state).toBe('done');
  expect(notes).toMatch(/^\S.*\n/);
  expect(notes).not.toContain('\r');
  const quiet = await emcurator('run', 'brain.emcurator', '--quiet');
  expect([quiet.code, quiet.notes]).toEqual([0, '']);
});

test('a changed source makes patches stale, and undo takes it back', async () => {
  const set = await emcurator('set', 'brain.emcurator', 'cells', '--voxel-size', '8,8,8');
  expect([set.code, set.out]).toEqual([0, expect.stringContaining('Patches are out of date')]);
  expect((await json('undo', 'brain.emcurator')).funnel.stale.patches).toBe(false);
  expect((await json('redo', 'brain.emcurator')).funnel.stale.patches).toBe(true);
  expect((await json('undo', 'brain.emcurator')).funnel.stale.patches).toBe(false);
});

test('what is known of sources goes to a table and comes back from it in one action', async () => {
  expect((await emcurator('status', 'brain.emcurator', '--csv', 'table.csv')).code).toBe(0);
  const written = readFileSync(join(folder, 'table.csv'), 'utf8');
  const [titles = '', ...rows] = written.split('\n');
  expect(rows.map((row) => row.split(',')[0])).toEqual(['cells', 'resin', '']);
  const licence = titles.split(',').indexOf('licence');
  const filled = rows.slice(0, 2).map((row) => row.split(',').with(licence, 'CC0-1.0').join(','));
  const others = 'heart,,,,,,,,,,,';
  writeFileSync(join(folder, 'filled.csv'), [titles, ...filled, others].join('\n'));
  const args = ['set', 'brain.emcurator', '--from-csv', 'filled.csv'];
  expect(await json(...args, '--dry-run')).toMatchObject({ sources: 2, fields: 2, code: 0 });
  const set = await emcurator(...args);
  expect([set.code, set.out]).toEqual([0, expect.stringContaining('heart')]);
  expect(await json(...args)).toMatchObject({ sources: 0, unchanged: 2, code: 0 });
  await emcurator('undo', 'brain.emcurator');
  expect(await json(...args, '--dry-run')).toMatchObject({ sources: 2 });
  expect((await emcurator('set', 'brain.emcurator', 'cells', '--from-csv', 'x.csv')).code).toBe(2);
  expect((await emcurator('set', 'brain.emcurator')).code).toBe(2);
});

test('a removed source comes back whole', async () => {
  expect((await json('remove', 'brain.emcurator', 'resin')).funnel).toMatchObject({ sources: 1 });
  const gone = await emcurator('remove', 'brain.emcurator', 'resin');
  expect([gone.code, gone.notes]).toEqual([3, expect.stringContaining('The project has: cells.')]);
  expect((await json('undo', 'brain.emcurator')).funnel).toMatchObject({ sources: 2, raw: 36 });
});

test('balance prints the numbers and writes the figure once', async () => {
  const args = ['balance', 'brain.emcurator', '--svg', 'lorenz.svg', '--csv', 'lorenz.csv'];
  const { code, sets } = await json(...args);
  // Sum of |24 - 12| over both ordered pairs, by 2 n^2 times the mean: 24 / (2 * 4 * 18).
  expect([code, sets[0].set, sets[0].counts]).toEqual([0, 'raw', [24, 12]]);
  expect(sets[0].gini).toBeCloseTo(1 / 6, 12);
  expect(readFileSync(join(folder, 'lorenz.svg'), 'utf8')).toContain('<svg');
  const again = await emcurator(...args);
  expect([again.code, again.notes]).toEqual([3, expect.stringContaining('is not overwritten')]);
});

test('balance tells how even the sources are, in a table that a person reads', async () => {
  const { code, out } = await emcurator('balance', 'brain.emcurator');
  expect(code).toBe(0);
  expect(out).toMatch(/^Gini coefficient +0\.167 /m);
  expect(out).toMatch(/^largest it can be +0\.500 /m);
  expect(out).toMatch(/^sources with patches +2 /m);
  // Two sources say nothing about others.
  expect(out).not.toContain('In brackets');
});

test('a plan is saved, shown, renamed and removed, and says what it cannot do', async () => {
  const p = 'brain.emcurator';
  const rules = ['--base', 'dedup', '--cap', '5', '--keep', 'random'];
  const saved = await json('plan', 'save', p, 'at most five', ...rules);
  expect(saved).toMatchObject({ code: 0, counts: [5, 5], shortfalls: [], interval: null });
  const shown = await emcurator('plan', 'show', p, 'at most five');
  expect(shown.out).toMatch(/^at most five takes 10 of [0-9]+ dedup patches\.$/m);
  expect(shown.out).toContain('Rules: at most 5 a source, drawn at random (seed 1).');
  expect(shown.out).toMatch(/^resin +[0-9]+ +5 +[0-9]+$/m);
  expect((await emcurator('plan', 'rename', p, 'at most five', 'five')).code).toBe(0);
  expect((await emcurator('plan', 'list', p)).out).toMatch(/^five: 10 of/);
  expect((await json('plan', 'remove', p, 'five')).summary).toBe('Removed the plan five.');
  expect((await json('plan', 'list', p)).plans).toEqual([]);
  const unknown = await emcurator('plan', 'show', p, 'five');
  expect([unknown.code, unknown.notes]).toEqual([3, expect.stringContaining('none saved')]);
  const quota = ['--base', 'dedup', '--quota', 'technique=:0.4'];
  const tight = await emcurator('plan', 'save', p, 'tight', ...quota);
  expect(tight.out).toContain('The limits by technique are left out: they add up to 40%');
  const bad = await emcurator('plan', 'save', p, 'bad', '--quota', 'colour=red:2');
  expect([bad.code, bad.notes]).toEqual([2, expect.stringContaining('--quota')]);
  const curated = await emcurator('plan', 'save', p, 'none', '--cap', '9');
  expect([curated.code, curated.notes]).toEqual([3, expect.stringContaining('train first')]);
});

test('composition counts sources and patches, and writes the figure once', async () => {
  const args = ['composition', 'brain.emcurator', '--by', 'spacing', '--csv', 'spacing.csv'];
  const { code, patches, fields } = await json(...args);
  expect([code, patches.raw, fields.length]).toEqual([0, 36, 4]);
  const text = readFileSync(join(folder, 'spacing.csv'), 'utf8');
  expect(text).toContain("series,Share of the set's patches,");
  expect((await emcurator(...args)).code).toBe(3);
  const table = await emcurator('composition', 'brain.emcurator');
  expect(table.out).toContain('technique');
});

test('losses tell what is left of each source', async () => {
  const { code, totals, sources } = await json('losses', 'brain.emcurator', '--svg', 'flow.svg');
  expect([code, totals.raw, sources.length]).toEqual([0, 36, 2]);
  expect(readFileSync(join(folder, 'flow.svg'), 'utf8')).toContain('near-duplicates');
  expect((await emcurator('losses', 'brain.emcurator')).out).toMatch(/^cells +\d+ +\d+ +/m);
});

test('a report is one file, the same each time, and is never replaced', async () => {
  expect((await emcurator('report', 'brain.emcurator', 'one.html')).code).toBe(0);
  expect((await emcurator('report', 'brain.emcurator', 'two.html', '--read-only')).code).toBe(0);
  const [one, two] = ['one', 'two'].map((name) =>
    readFileSync(join(folder, `${name}.html`), 'utf8'),
  );
  expect(one).toBe(two);
  expect(one).toContain('<h1>brain</h1>');
  expect(one).not.toContain(folder);
  expect((await emcurator('report', 'brain.emcurator', 'one.html')).code).toBe(3);
});

test('cross-sections need a model to be scored by, and a source that is there', async () => {
  const { code, out } = await emcurator('crop-yield', 'brain.emcurator');
  expect([code, out]).toEqual([3, expect.stringContaining('Label patches and train one first')]);
  const unknown = await emcurator('crop-yield', 'brain.emcurator', '--source', 'nobody');
  expect([unknown.code, unknown.notes]).toEqual([3, expect.stringContaining('The project has:')]);
});

test('an export verifies, and one flipped byte is found', async () => {
  const {
    job,
    code,
    export: record,
  } = await json('export', 'brain.emcurator', 'set', '--set', 'raw');
  expect([code, job.state, record.patches]).toEqual([0, 'done', 36]);
  expect((await emcurator('verify', 'set')).code).toBe(0);
  expect((await emcurator('export', 'brain.emcurator', 'set', '--set', 'raw')).code).toBe(3);
  const files = readdirSync(join(folder, 'set'), { recursive: true, encoding: 'utf8' });
  const picture = join(folder, 'set', files.filter((name) => name.endsWith('.tiff')).sort()[0]!);
  const bytes = readFileSync(picture);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(picture, bytes);
  const found = await emcurator('verify', 'set');
  expect([found.code, found.out]).toEqual([4, expect.stringContaining('checksum differs')]);
});

test('a dry run says what would be written, and writes nothing', async () => {
  const options = ['--set', 'raw', '--split', '50,0,50', '--dry-run'];
  const told = await json('export', 'brain.emcurator', 'dry', ...options);
  expect([told.code, told.plan.patches, told.plan.splits.length]).toEqual([0, 36, 3]);
  expect(told.plan.bytes).toBeGreaterThan(0);
  expect(existsSync(join(folder, 'dry'))).toBe(false);
});

test('an export says who made it, and is written as it was asked for', async () => {
  const asked = ['--set', 'raw', '--format', 'imagefolder', '--pictures', 'webp', '--gamma', '0.5'];
  const terms = ['--title', 'Two cells', '--creator', 'Doe, Jane', '--creator', 'The EM group'];
  const done = await json('export', 'brain.emcurator', 'asked', ...asked, ...terms, '--no-groups');
  expect([done.code, done.export.format]).toEqual([0, 'imagefolder']);
  const file = JSON.parse(readFileSync(join(folder, 'asked', 'dataset.json'), 'utf8'));
  expect(file).toMatchObject({
    layout: { format: 'imagefolder', pictures: 'webp' },
    weights: { gamma: 0.5 },
    groups: null,
    labels: { file: 'labels.csv' },
    terms: { title: 'Two cells', creators: 'Doe, Jane\nThe EM group' },
  });
  const manifest = readFileSync(join(folder, 'asked', 'manifest.csv'), 'utf8');
  expect(manifest).toMatch(/,all\/[^,]+\.webp,/);
});

test('an unknown format, plan or encoding is refused with what there is', async () => {
  const refused = async (...options: string[]) => {
    const { code, notes } = await emcurator(
      'export',
      'brain.emcurator',
      'bad',
      '--set',
      'raw',
      ...options,
    );
    return [code, notes.trim()];
  };
  expect(await refused('--format', 'floppy')).toEqual([
    3,
    expect.stringContaining('cem, imagefolder'),
  ]);
  expect(await refused('--format', 'csv', '--pictures', 'png')).toEqual([
    3,
    expect.stringContaining('csv leaves no choice'),
  ]);
  expect(await refused('--plan', 'even')).toEqual([
    3,
    expect.stringContaining('plan cannot be "even"'),
  ]);
  expect(existsSync(join(folder, 'bad'))).toBe(false);
});

test('without a model there is no curated set, and the sentence says what to do', async () => {
  const { code, notes } = await emcurator('export', 'brain.emcurator', 'none', '--set', 'curated');
  expect([code, notes]).toEqual([3, expect.stringContaining('Label patches and train first')]);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('a second opener is told who holds the project and ends with 5, unless it only reads', async () => {
  const holder = startCommand(folder, 'serve', 'brain.emcurator', '--no-open', '--json');
  while (holder.out() === '') await wait(50);
  expect(JSON.parse(holder.out()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  const second = await emcurator('status', 'brain.emcurator');
  expect([second.code, second.notes]).toEqual([5, expect.stringContaining('browser window')]);
  expect((await emcurator('status', 'brain.emcurator', '--read-only')).code).toBe(0);
  holder.interrupt();
  expect((await holder.ended).code).toBe(0);
  expect((await emcurator('status', 'brain.emcurator')).code).toBe(0);
});

test('another radius is another cut: listed, taken back, put in force, removed', async () => {
  const p = 'brain.emcurator';
  expect((await json('run', p, '--hamming-limit', '3', '--scope', 'volume')).code).toBe(0);
  const listed = await emcurator('cuts', 'list', p);
  expect(listed.out.split('\n').map((line) => line.trim())).toEqual([
    expect.stringMatching(/^cut +raw +exemplars +settings$/),
    expect.stringMatching(/^1 +36 +\d+ +radius 12, seed 1, no-pixel-lost, 224 px/),
    expect.stringMatching(/^2 +in force +36 +\d+ +radius 3, .*within each volume/),
    '',
  ]);
  expect((await json('undo', p)).summary).toBe(
    'Took back: Near-duplicate radius from 12 to 3, near-duplicates within each from source to volume.',
  );
  const used = await json('cuts', 'use', p, '2');
  expect(used.summary).toMatch(/^Near-duplicate radius from 12 to 3/);
  expect((await json('cuts', 'remove', p, '2')).code).toBe(3);
  expect((await emcurator('undo', p)).code).toBe(0);
  const removed = await json('cuts', 'remove', p, '2');
  expect([removed.code, removed.job.result]).toEqual([0, expect.stringContaining('Labels stay')]);
  expect((await json('cuts', 'list', p)).cuts).toHaveLength(1);
  expect((await json('run', p, '--regroup')).code).toBe(0);
});

test('an interrupted run goes on where it was, to the same result', async () => {
  writeSmallTiff(join(folder, 'large.tif'), { planes: 20, edge: 700, seed: 3 });
  const make = async (name: string) => {
    expect((await emcurator('create', name)).code).toBe(0);
    expect((await emcurator('add', name, 'large.tif')).code).toBe(0);
  };
  await make('whole.emcurator');
  await make('halved.emcurator');
  const whole = await json('run', 'whole.emcurator');
  const halved = startCommand(folder, 'run', 'halved.emcurator');
  while (!halved.notes().includes('cut and hash')) await wait(1);
  // Held still, its volumes cannot be done with before the word to stop is read.
  const decode = canListProcesses ? engineProcess(halved.pid, 'decode') : undefined;
  if (decode) process.kill(decode.pid, 'SIGSTOP');
  halved.interrupt();
  while (decode && !halved.notes().includes('Stopping')) await wait(1);
  if (decode) process.kill(decode.pid, 'SIGCONT');
  const ended = await halved.ended;
  expect([ended.code, ended.notes]).toEqual([130, expect.stringContaining('same command again')]);
  const resumed = await json('run', 'halved.emcurator');
  expect(resumed.code).toBe(0);
  expect(resumed.funnel).toEqual(whole.funnel);
});

test('a reader that goes away is no error', async () => {
  const help = startCommand(folder, '--help');
  help.closeOutput();
  expect(await help.ended).toMatchObject({ code: 0, notes: '' });
});

test('a log holds one JSON object a line', async () => {
  expect((await emcurator('status', 'brain.emcurator', '--log', 'log.jsonl')).code).toBe(0);
  const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['command', 'end']);
});

test('doctor says what this machine has', async () => {
  const { code, version, checks } = await json('doctor');
  expect([code, version]).toEqual([0, '0.1.0']);
  expect(checks.length).toBeGreaterThan(2);
});
