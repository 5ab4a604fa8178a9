import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasetSide } from '../../../../../src/main/engine/run/dataset/dataset-side.ts';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { openDataset } from '../../../../../src/main/engine/run/dataset/open-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import {
  chooseExemplar,
  memberNamed,
  mergeGroups,
  splitMembers,
} from '../../../../../src/main/engine/run/group/regroup.ts';
import { patchNames } from '../../../../../src/main/engine/run/project/patch-names.ts';
import { openSession, type Session } from '../../../../../src/main/engine/run/project/session.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import type { DatasetFile } from '../../../../../src/shared/dataset.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { folderDigest } from '../../../../flow/folder-digest.ts';
import { ownersOf } from '../exemplar/kept-exemplars.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const cut = { ...smallCut, hammingLimit: 20 };
let project: SmallProject;

async function add(to: SmallProject, source: string, ...volumes: readonly string[]) {
  for (const name of volumes) {
    const path = writeSpheres(join(to.folder, `${name}.tif`), name.charCodeAt(0));
    await to.add({ paths: [path], source });
  }
}

/** A member of a group, by its name, that is not the exemplar. */
function memberOf(of: SmallProject, nth: number): string {
  const { session } = of;
  const owners = ownersOf(of);
  const names = patchNames(session);
  let at = 0;
  let seen = 0;
  for (const { id } of session.catalog.volumes.all()) {
    for (const { plane, position, patches } of session.catalog.crossSections.ofVolume(
      session.cut() ?? -1,
      id,
    )) {
      for (let i = 0; i < patches; i++, at++) {
        // The first box of an xy section: its own name does not hang on the grid.
        if (plane !== 0 || i !== 0) continue;
        const own = [id, plane, position, 0, 0].join(' ');
        if (owners[at] === own) continue;
        if (seen++ === nth) {
          return names.stableName(id, plane, position, { y0: 0, y1: 16, x0: 0, x1: 16 });
        }
      }
    }
  }
  throw new Error('no such member');
}

async function exported(session: Session, name: string): Promise<string> {
  const folder = join(project.folder, name);
  const options = exportOptions.parse({ set: 'dedup' });
  const job = await project.job((context) =>
    exportDataset(session, tasks, folder, options, context),
  );
  expect(job.failure).toBeNull();
  return folder;
}

const documentOf = (folder: string): DatasetFile =>
  JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8'));

beforeAll(async () => {
  project = newProject(processes);
  await add(project, 'liver', 'b', 'a');
  await add(project, 'ward', 'w');
  await project.run(cut);
  await add(project, 'liver', 'c');
  await project.run(cut);
  await add(project, 'liver', 'd');
  await project.run(cut);
  const { session } = project;
  must(setSource(session, 2, { withheld: 'no consent' }));
  const [chosen, split] = [memberOf(project, 0), memberOf(project, 3)];
  must(chooseExemplar(session, { member: must(memberNamed(session, chosen)).address, key: null }));
  must(splitMembers(session, { members: [must(memberNamed(session, split)).address], key: null }));
  const [into = -1, from = -1, other = -1] = session.columns().ordinal;
  must(mergeGroups(session, { into, from: [from], key: null }));
  must(mergeGroups(session, { into, from: [other], key: null }));
  must(undoOrRedo(session, 'undo'));
}, 120_000);
afterAll(async () => {
  await project.close();
  processes.close();
});

test('a data set says in which steps its exemplars were kept, and what people decided after that', async () => {
  const { sources, groupDecisions, parameters, version } = documentOf(
    await exported(project.session, 'told'),
  );
  expect(version).toBe(3);
  expect(sources.map(({ name, scopes }) => [name, scopes])).toEqual([
    ['liver', [{ steps: [['b', 'a'], ['c'], ['d']] }]],
  ]);
  expect(groupDecisions?.map(({ kind }) => kind)).toEqual(['choose', 'split', 'merge']);
  expect(groupDecisions?.every(({ patch }) => patch.startsWith('liver/'))).toBe(true);
  expect(parameters).toEqual(cut);
  expect(readFileSync(join(project.folder, 'told', 'README.md'), 'utf8')).toMatch(
    /To 1 source volumes were added later.*in 3 decisions/s,
  );
});

test('whoever follows it has the same exemplars', async () => {
  const { sources, groupDecisions, parameters } = documentOf(
    await exported(project.session, 'followed'),
  );
  const again = newProject(processes);
  for (const { name, scopes } of sources) {
    for (const volumes of scopes?.[0]?.steps ?? []) {
      await add(again, name, ...volumes);
      await again.run(cutSettings.parse(parameters));
    }
  }
  const { session } = again;
  for (const { kind, patch, other } of groupDecisions ?? []) {
    const { address: member } = must(memberNamed(session, patch));
    if (kind === 'choose') must(chooseExemplar(session, { member, key: null }));
    else if (kind === 'split') must(splitMembers(session, { members: [member], key: null }));
    else must(mergeGroups(session, merged(session, patch, other ?? '')));
  }
  await again.run(cut);
  await project.run(cut);
  const [mine, theirs] = [
    await exported(project.session, 'mine'),
    await exported(session, 'theirs'),
  ];
  expect(readFileSync(join(theirs, 'manifest.csv'), 'utf8')).toBe(
    readFileSync(join(mine, 'manifest.csv'), 'utf8'),
  );
  await again.close();
});

function merged(session: Session, patch: string, other: string) {
  const groupOf = (name: string) => must(memberNamed(session, name)).exemplar;
  return { into: groupOf(other), from: [groupOf(patch)], key: null };
}

async function imported(folder: string, name: string): Promise<Session> {
  const target = join(project.folder, name);
  const job = await project.job(async (context) => {
    const made = await importDataset(tasks, { folder, project: target, shell: 'test' }, context);
    return made.ok ? { ok: true, value: '' } : made;
  });
  expect(job.failure).toBeNull();
  return must(openSession(target, 'test', false));
}

test('a project made from it says the same, to the byte', async () => {
  await project.run(cut);
  const first = await exported(project.session, 'first');
  const session = await imported(first, 'again.emcurator');
  expect(folderDigest(await exported(session, 'second'))).toEqual(folderDigest(first));
  await session.close();
});

test('a data set of the version before is read, and does not say; nothing is compared with what it does not say', async () => {
  await project.run(cut);
  const old = join(project.folder, 'old');
  cpSync(await exported(project.session, 'new'), old, { recursive: true });
  const { sources, groupDecisions: _, ...rest } = documentOf(old);
  const before = { ...rest, version: 2, sources: sources.map(({ scopes: __, ...each }) => each) };
  writeFileSync(join(old, 'dataset.json'), JSON.stringify(before));
  const sums = readdirSync(old, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile() || entry.name === 'tagmanifest-sha256.txt') return [];
    const sum = createHash('sha256')
      .update(readFileSync(join(old, entry.name)))
      .digest('hex');
    return [`${sum}  ${entry.name}\n`];
  });
  writeFileSync(join(old, 'tagmanifest-sha256.txt'), sums.join(''));
  const { dataset } = must(await openDataset(old));
  expect([dataset.groupDecisions, dataset.sources[0]?.scopes]).toEqual([null, null]);
  const session = await imported(old, 'old.emcurator');
  const after = documentOf(await exported(session, 'of-old'));
  expect([after.version, after.groupDecisions, after.sources[0]?.scopes]).toEqual([3, null, null]);
  await session.close();
  await project.job(async (context) => {
    const [one, two] = [
      await datasetSide(old, context),
      await datasetSide(join(project.folder, 'new'), context),
    ];
    expect(must(one).settings.deduplication).toBeNull();
    expect(must(two).settings.deduplication).toMatchObject({
      scopes: { liver: expect.anything() },
    });
    return { ok: true, value: '' };
  });
});
