// Groups of near-duplicates of one source of a million patches, 200,000 of them in one group: its index, a page,
// a decision, with none and with ninety decisions before. Run: node bench/groups.ts
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCatalog } from '../src/main/engine/catalog/open-catalog.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { cropGrid } from '../src/main/engine/patch/crop-grid.ts';
import { groupMembers } from '../src/main/engine/run/group/group-pages.ts';
import { chooseExemplar, splitMembers } from '../src/main/engine/run/group/regroup.ts';
import { openSession } from '../src/main/engine/run/project/session.ts';
import { undoOrRedo } from '../src/main/engine/run/undo.ts';
import { cutSettings } from '../src/shared/cut.ts';
import { sourceMetadata } from '../src/shared/source.ts';
import { given } from '../test/flow/open-engine.ts';
import { printFigure } from './print-figure.ts';
import { watchTurns } from './watch-turns.ts';

const edge = 2240;
const sections = 10_000;
const large = 200_000;
const settings = cutSettings.parse({});
const folder = join(mkdtempSync(join(tmpdir(), 'groups-')), 'large.emcurator');
writeProject();
const session = given(openSession(folder, 'bench', false));
await session.loadColumns();

const turns = watchTurns(() => 'index');
const indexed = await timed(() => page(0, 0));
const [longest] = turns.longest();
printFigure('index a source of 1,000,000 patches, first page', indexed / 1000, 's', null);
printFigure('longest turn of the main thread meanwhile', longest?.ms ?? 0, 'CPU ms', 20);
await measure('first page of another group', () => page(large + 5, 0));
const listed = given(await page(0, 0));
await measure('another page of 200,000 members', () => page(0, 150_000));
await decide('none before');
for (let i = 0; i < 100; i++) {
  const { members } = given(await page(0, i % 100));
  const member = members[0]?.address;
  if (member) given(splitMembers(session, { members: [member], key: null }));
  if (i % 10 === 0) given(undoOrRedo(session, 'undo'));
}
await decide('90 of its group before');
await session.close();
rmSync(join(folder, '..'), { recursive: true });

/** Another exemplar of the large group, its first page then, and undo. */
async function decide(when: string): Promise<void> {
  const member = listed.members[7]?.address;
  if (!member) throw new Error('The group has too few members.');
  await measure(`choose an exemplar, durable, ${when}`, async () =>
    chooseExemplar(session, { member, key: null }),
  );
  await measure('page of 200,000 members after it', () => page(0, 0));
  await measure('undo it', async () => undoOrRedo(session, 'undo'));
}

/** Wall time, beside the CPU time of the process. */
async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.cpuUsage();
  const wall = await timed(work);
  const { user, system } = process.cpuUsage(before);
  printFigure(name, wall, 'ms', 100, `${((user + system) / 1000).toFixed(1)} ms of CPU`);
}

function page(ordinal: number, from: number) {
  return groupMembers(session, { ordinal, from, count: 100 });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Every fifth patch an exemplar, but for the first 200,000, which one stands for; hashes at random. */
function writeProject(): void {
  for (const name of ['scores', 'models', 'embeddings']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const catalog = given(createCatalog(folder));
  const random = xorshift32(9);
  catalog.commitUnit(() => {
    catalog.settings.set('key', '0123456789abcdef');
    const cut = catalog.cuts.find(settings);
    catalog.settings.set('cut', String(cut));
    const metadata = sourceMetadata.parse({
      technique: '',
      organism: '',
      tissue: '',
      doi: '',
      licence: '',
      attribution: '',
      notes: '',
    });
    const source = catalog.sources.add('large', metadata, { kind: 'by-type' }, false);
    const volume = catalog.volumes.add({
      source,
      name: 'large',
      kind: 'volume',
      reference: { kind: 'file', path: '../large.tif' },
      format: 'TIFF',
      shape: { z: sections, y: edge, x: edge },
      sampleType: 'uint8',
      voxelSizeOfFile: null,
      voxelSizeGiven: null,
      contentId: '0'.repeat(32),
      bytes: 0,
      modified: 0,
      pictureNumber: null,
      warnings: [],
    });
    catalog.cuts.setVolume(cut, volume, '', true);
    const scope = catalog.cuts.addScope(cut, `source:${source}`, '');
    const boxes = cropGrid(edge, edge, settings.patchSize, settings.mode);
    let owner = 0;
    for (let position = 0; position < sections; position++) {
      const hashes = Uint8Array.from({ length: boxes.length * 8 }, () => random.byte());
      const owners = Uint32Array.from(boxes, (box, i) => {
        const at = position * boxes.length + i;
        const isLarge = at < large;
        if (at !== 0 && (isLarge || at % 5 !== 0)) return owner;
        owner = at;
        const hash = hashes.subarray(i * 8, i * 8 + 8);
        const members = isLarge ? large : 5;
        const row = { ordinal: at, volume, plane: 0, position, ...box, hash, members };
        catalog.exemplars.add(scope, { ...row, chosen: at, heldOut: false });
        return owner;
      });
      const section = { plane: 0, position, patches: boxes.length, hashes };
      catalog.crossSections.add(cut, volume, section);
      const bytes = new Uint8Array(owners.buffer);
      catalog.crossSections.setOwners(cut, volume, 0, position, bytes);
    }
    catalog.cuts.completeScope(scope);
  });
  catalog.close();
}
