import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { embedExemplars } from '../../../../../src/main/engine/run/model/embed-exemplars.ts';
import { textureEncoder } from '../../../../../src/main/engine/run/model/encoders.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { explain } from '../../../../../src/shared/failure.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
let project: SmallProject;
let good = '';

beforeAll(async () => {
  project = newProject(processes);
  const path = writeSpheres(join(project.folder, 'liver.tif'), 70);
  await project.add({ paths: [path], source: 'liver' });
  await project.run({ ...smallCut, hammingLimit: 24 });
  const ordinals = [...project.session.columns().ordinal].slice(0, 4);
  must(
    applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value: 'unsure' }] })),
  );
  await project.job(async (context) => {
    must(await embedExemplars(project.session, tasks, textureEncoder, context));
    return { ok: true, value: '' };
  });
  good = join(project.folder, 'good');
  const options = exportOptions.parse({ set: 'dedup', embeddings: 'npy' });
  const job = await project.job((context) =>
    exportDataset(project.session, tasks, good, options, context),
  );
  if (job.failure) throw new Error(explain(job.failure));
}, 60_000);
afterAll(async () => {
  await project.close();
  processes.close();
});

let count = 0;

/** The sentence that importing a changed copy ends with; whatever it is, no project is left behind. */
async function refusal(change: (folder: string) => void): Promise<string> {
  const home = join(project.folder, `hostile-${count++}`);
  const folder = join(home, 'set');
  mkdirSync(home);
  cpSync(good, folder, { recursive: true });
  change(folder);
  const target = join(home, 'made.emcurator');
  const job = await project.job(async (context) => {
    const made = await importDataset(tasks, { folder, project: target, shell: 'test' }, context);
    return made.ok ? { ok: true, value: 'made' } : made;
  });
  expect(readdirSync(home).filter((name) => name !== 'set')).toEqual(
    job.failure ? [] : ['made.emcurator'],
  );
  rmSync(home, { recursive: true, force: true });
  return job.failure ? explain(job.failure) : 'made';
}

const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Writes the checksums that a forger would write. */
function sign(folder: string): void {
  const path = join(folder, 'dataset.json');
  const dataset = JSON.parse(readFileSync(path, 'utf8'));
  dataset.manifest.sha256 = sha(join(folder, 'manifest.csv'));
  writeFileSync(path, JSON.stringify(dataset));
  signTags(folder);
}

function signTags(folder: string): void {
  const tags = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'tagmanifest-sha256.txt',
  );
  const lines = tags.map(({ name }) => `${sha(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, 'tagmanifest-sha256.txt'), lines.join(''));
}

/** Changes the text of a file, and signs. */
const edited = (name: string, edit: (text: string) => string) => (folder: string) => {
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  const after = edit(before);
  expect(after, 'the edit').not.toBe(before);
  writeFileSync(path, after);
  sign(folder);
};

// biome-ignore lint/suspicious/noExplicitAny: a document to be spoilt at will
const spoilt = (spoil: (dataset: any) => void) =>
  edited('dataset.json', (text) => {
    const dataset = JSON.parse(text);
    spoil(dataset);
    return JSON.stringify(dataset);
  });

const lines = (text: string) => text.trimEnd().split('\n');
const withLine = (at: number, edit: (cells: string[]) => string[]) => (text: string) =>
  `${lines(text)
    .map((line, i) => (i === at ? edit(line.split(',')).join(',') : line))
    .join('\n')}\n`;
const cell = (at: number, value: string) => (cells: string[]) => cells.with(at, value);

test('the data set that all of these are copies of can be imported, signed anew too', async () => {
  expect(await refusal(() => {})).toBe('made');
  expect(await refusal(sign)).toBe('made');
});

const payload = (folder: string) => join(folder, 'data', 'liver');
const firstPicture = (folder: string) =>
  join(payload(folder), readdirSync(payload(folder)).sort()[0] ?? '');

test.each<[string, (folder: string) => void, RegExp]>([
  ['no data set at all', (folder) => rmSync(folder, { recursive: true }), /is not there/],
  [
    'a folder without a manifest',
    (folder) => rmSync(join(folder, 'manifest.csv')),
    /holds no manifest/,
  ],
  [
    'a pixel that was changed',
    (folder) => {
      const path = firstPicture(folder);
      const bytes = readFileSync(path);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
    /liver-LOC.*its checksum differs/,
  ],
  ['a picture cut short', (folder) => truncateSync(firstPicture(folder), 100), /liver-LOC/],
  ['a picture that is gone', (folder) => rmSync(firstPicture(folder)), /liver-LOC.*not there/],
  [
    'a picture that is a link',
    (folder) => {
      const path = firstPicture(folder);
      const elsewhere = join(folder, '..', 'made.emcurator');
      renameSync(path, `${path}.real`);
      symlinkSync(`${path}.real`, path);
      expect(existsSync(elsewhere)).toBe(false);
    },
    /liver-LOC/,
  ],
  [
    'a folder of pictures that is a link',
    (folder) => {
      renameSync(payload(folder), `${payload(folder)}-real`);
      symlinkSync(`${payload(folder)}-real`, payload(folder));
    },
    /liver/,
  ],
  [
    'a manifest that is a link',
    (folder) => {
      const path = join(folder, 'manifest.csv');
      renameSync(path, join(folder, 'data', 'm.csv'));
      symlinkSync(join(folder, 'data', 'm.csv'), path);
    },
    /manifest\.csv cannot be read/,
  ],
  [
    'a manifest edited without its checksum',
    (folder) => {
      const path = join(folder, 'manifest.csv');
      writeFileSync(path, readFileSync(path, 'utf8').replace('unsure', ''));
    },
    /manifest\.csv is not the file that was written/,
  ],
  [
    'a document edited without its checksum',
    (folder) => {
      const path = join(folder, 'dataset.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"seed": 1', '"seed": 2'));
    },
    /dataset\.json is not the file that was written/,
  ],
  [
    'rules of a plan inside of each other without an end',
    (folder) => {
      const path = join(folder, 'dataset.json');
      const plan = `{"name": "deep", "rules": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      const text = readFileSync(path, 'utf8').replace('"plan": null', `"plan": ${plan}`);
      writeFileSync(path, text);
      signTags(folder);
    },
    /nested too deeply/,
  ],
  [
    'no checksums',
    (folder) => rmSync(join(folder, 'tagmanifest-sha256.txt')),
    /tagmanifest.*not there/,
  ],
  [
    'checksums that are none',
    (folder) => writeFileSync(join(folder, 'tagmanifest-sha256.txt'), 'a  b\n'),
    /no checksum/,
  ],
  [
    'a document that is no JSON',
    (folder) => writeFileSync(join(folder, 'dataset.json'), '{'),
    /no JSON/,
  ],
  [
    'a document of gigabytes',
    (folder) => truncateSync(join(folder, 'dataset.json'), 2 ** 33),
    /too large/,
  ],
  [
    'another program’s document',
    spoilt((d) => (d.format = 'other')),
    /does not say that it is a data set/,
  ],
  ['a newer version', spoilt((d) => (d.version = 99)), /newer EM Curator \(version 99/],
  ['an older version', spoilt((d) => (d.version = 1)), /older EM Curator \(version 1/],
  [
    'a version that is no number',
    spoilt((d) => (d.version = 'x')),
    /does not say that it is a data set/,
  ],
  ['a document without sources', spoilt((d) => delete d.sources), /sources/],
  ['an unknown layout', spoilt((d) => (d.layout.format = '../x')), /its layout is/],
  ['raw patches', spoilt((d) => (d.set = 'raw')), /raw patches/],
  ['a table', spoilt((d) => (d.layout.format = 'csv')), /holds no pixels/],
  ['two sources of one name', spoilt((d) => d.sources.push(d.sources[0])), /two sources/],
  [
    'a source with a slash',
    spoilt((d) => (d.sources[0].name = '../up')),
    /name that none can have/,
  ],
  [
    'an endless source name',
    spoilt((d) => (d.sources[0].name = 's'.repeat(10_000))),
    /name that none can have/,
  ],
  ['a volume of no size', spoilt((d) => (d.sources[0].volumes[0].shape.z = 0)), /shape/],
  ['a smaller volume', spoilt((d) => (d.sources[0].volumes[0].shape.x = 20)), /outside its volume/],
  ['a patch size of millions', spoilt((d) => (d.parameters.patchSize = 1e9)), /patchSize/],
  ['fewer patches than lines', spoilt((d) => (d.manifest.patches = 3)), /too many lines/],
  ['more patches than lines', spoilt((d) => (d.manifest.patches += 5)), /too few lines/],
  [
    'a model whose name leads elsewhere',
    spoilt(
      (d) =>
        (d.model = { id: '../../../x', kind: 'texture-forest', labelsHash: '', threshold: 0.5 }),
    ),
    /no proper id/,
  ],
  [
    'a model of an unknown kind',
    spoilt(
      (d) => (d.model = { id: 'a'.repeat(32), kind: 'oracle', labelsHash: '', threshold: 0.5 }),
    ),
    /unknown kind/,
  ],
  [
    'a patch twice',
    edited('manifest.csv', (text) => `${text}${lines(text).at(-1)}\n`),
    /too many lines/,
  ],
  [
    'a patch twice instead of another',
    edited(
      'manifest.csv',
      (text) => `${[...lines(text).slice(0, -1), lines(text).at(-2)].join('\n')}\n`,
    ),
    /out of order, or stands there twice/,
  ],
  [
    'a patch under another name',
    edited('manifest.csv', withLine(1, cell(8, 'liver-LOC-0_00_0-16_0-17'))),
    /calls its patch/,
  ],
  [
    'a file beside the payload',
    edited('manifest.csv', withLine(1, cell(18, '../manifest.csv'))),
    /as its file/,
  ],
  [
    'a file of another patch',
    edited('manifest.csv', (text) =>
      withLine(1, cell(18, lines(text)[2]?.split(',')[18] ?? ''))(text),
    ),
    /checksum differs/,
  ],
  ['no checksum of a patch', edited('manifest.csv', withLine(1, cell(20, ''))), /checksum differs/],
  [
    'labels edited without their checksum',
    (folder) =>
      writeFileSync(
        join(folder, 'labels.csv'),
        readFileSync(join(folder, 'labels.csv'), 'utf8').replace('unsure', 'informative'),
      ),
    /labels\.csv is not the file that was written/,
  ],
  [
    'labels that are gone',
    (folder) => rmSync(join(folder, 'labels.csv')),
    /labels\.csv is not there/,
  ],
  [
    'a label of an unknown origin',
    edited('labels.csv', withLine(1, cell(11, 'oracle'))),
    /as its origin/,
  ],
  ['a label of no value', edited('labels.csv', withLine(1, cell(9, 'none'))), /as its value/],
  [
    'a label outside its volume',
    edited('labels.csv', withLine(1, cell(3, '999'))),
    /outside its volume/,
  ],
  [
    'a label of an unknown volume',
    edited('labels.csv', withLine(1, cell(1, 'none'))),
    /does not name/,
  ],
  [
    'a group of an unknown patch',
    edited('groups.csv', withLine(1, cell(1, 'liver-LOC-0_00_1-17_0-16'))),
    /not in the data set/,
  ],
  ['a distance that is wrong', edited('groups.csv', withLine(1, cell(11, '63'))), /distance/],
  [
    'a near-duplicate twice',
    edited('groups.csv', (text) => `${text}${lines(text).at(-1)}\n`),
    /stands there twice/,
  ],
  [
    'embeddings cut short',
    (folder) => truncateSync(join(folder, 'embeddings.npy'), 200),
    /embeddings\.npy holds 200 bytes/,
  ],
  [
    'embeddings of another type',
    (folder) => {
      const path = join(folder, 'embeddings.npy');
      writeFileSync(
        path,
        Buffer.from(readFileSync(path, 'latin1').replace('<f2', '|O2'), 'latin1'),
      );
      sign(folder);
    },
    /its header is another/,
  ],
])('%s is refused in a sentence, and nothing is made', async (_, change, sentence) => {
  expect(await refusal(change)).toMatch(sentence);
});

test('an existing project is not touched', async () => {
  const target = project.session.folder;
  const job = await project.job(async (context) => {
    const made = await importDataset(
      tasks,
      { folder: good, project: target, shell: 'test' },
      context,
    );
    return made.ok ? { ok: true, value: '' } : made;
  });
  expect(job.failure).toEqual({ kind: 'project-exists', folder: target });
});
