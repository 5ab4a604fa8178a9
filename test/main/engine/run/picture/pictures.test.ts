import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  displayTable,
  levelCounts,
} from '../../../../../src/main/engine/picture/contrast-table.ts';
import { nearDuplicates } from '../../../../../src/main/engine/run/group/near-duplicates.ts';
import { picture } from '../../../../../src/main/engine/run/picture/pictures.ts';
import { rowOfOrdinal } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import {
  contextWindow,
  plainSectionPath,
  sectionPicturePath,
} from '../../../../../src/shared/context.ts';
import { type Display, plainDisplay } from '../../../../../src/shared/display.ts';
import { generateSpheres } from '../../../../golden/generate-image.ts';
import { readBitmap } from '../../picture/read-bitmap.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallShape, writeSpheres } from '../small-project.ts';

const contrastTable = (pixels: Uint8Array, contrast: Display['contrast']) =>
  displayTable(levelCounts(pixels), { ...plainDisplay, contrast });

const processes = startTaskProcesses();
let project: SmallProject;
beforeAll(async () => {
  project = newProject(processes);
  await project.add({ paths: [writeSpheres(join(project.folder, 'cell.tif'), 1)] });
  await project.run();
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const wanted = new AbortController().signal;
const ask = (address: string) => picture(project.session, processes.tasks, address, wanted);
const { voxels } = generateSpheres({
  d: 12,
  h: 48,
  w: 64,
  n: 40,
  rmax: 8,
  bg: 120,
  noise: 3,
  seed: 1,
});
const { y: height, x: width } = smallShape;

/** Pixels of a patch, from the voxels themselves. */
function patchOf(ordinal: number): Uint8Array {
  const row = project.session.catalog.exemplars.byOrdinal(ordinal);
  if (!row) throw new Error('no such exemplar');
  const voxelAt = (a: number, b: number) => {
    const [z, y, x] = [
      [row.position, a, b],
      [a, row.position, b],
      [a, b, row.position],
    ][row.plane] as [number, number, number];
    return voxels[(z * height + y) * width + x] ?? 0;
  };
  const pixels: number[] = [];
  for (let a = row.y0; a < row.y1; a++)
    for (let b = row.x0; b < row.x1; b++) pixels.push(voxelAt(a, b));
  return Uint8Array.from(pixels);
}

test('every patch is the piece of the volume that its address names, in all planes', async () => {
  const { ordinal, plane } = project.session.columns();
  expect(new Set(plane).size).toBe(3);
  for (const [row, own] of ordinal.entries()) {
    const answer = await ask(`/patch/${project.session.key}/${own}.bmp`);
    expect([answer.status, answer.contentType, answer.cacheable]).toEqual([200, 'image/bmp', true]);
    const pixels = patchOf(own);
    const table = contrastTable(pixels, '0-100');
    expect(readBitmap(answer.body).grey, `row ${row}`).toEqual(
      Array.from(pixels, (level) => table[level]),
    );
  }
});

test('the contrast asked for is the contrast shown', async () => {
  const address = `/patch/${project.session.key}/0.bmp`;
  const stretched = contrastTable(patchOf(0), '5-95');
  expect(readBitmap((await ask(`${address}?contrast=5-95`)).body).grey).toEqual(
    Array.from(patchOf(0), (level) => stretched[level]),
  );
});

test('a smaller picture is the mean of the pixels, with the contrast of the whole patch', async () => {
  const address = `/patch/${project.session.key}/0.bmp`;
  const pixels = patchOf(0);
  const edge = Math.sqrt(pixels.length);
  const table = contrastTable(pixels, '0-100');
  const answer = readBitmap((await ask(`${address}?shrink=2`)).body);
  const mean = (x: number, y: number) => {
    const at = (row: number, column: number) => pixels[row * edge + column] ?? 0;
    return (at(y, x) + at(y, x + 1) + at(y + 1, x) + at(y + 1, x + 1)) / 4;
  };
  expect(answer.grey).toHaveLength(pixels.length / 4);
  expect(answer.grey.slice(0, 3)).toEqual([0, 2, 4].map((x) => table[Math.round(mean(x, 0))]));
});

test.each([
  'shrink=3',
  'contrast=evil',
  'contrast=',
  'over=everything',
  'gamma=999',
  'gamma=0',
  'gamma=-1',
  'gamma=NaN',
  'gamma=1e0',
  'gamma=',
  'clahe=yes',
  'invert=true',
])('a patch is not drawn in a way that there is not: %s', async (query) => {
  const answer = await ask(`/patch/${project.session.key}/0.bmp?${query}`);
  expect([answer.status, answer.body.length]).toEqual([404, 0]);
});

test('over the volume, every patch goes by the levels of 256 patches spread evenly over it', async () => {
  const { ordinal } = project.session.columns();
  const count = ordinal.length;
  expect(count).toBeGreaterThan(256);
  const sample = Array.from({ length: 256 }, (_, k) => ordinal[Math.ceil((k * count) / 256)] ?? -1);
  const counts = levelCounts(Uint8Array.from(sample.flatMap((each) => [...patchOf(each)])));
  const table = displayTable(counts, { ...plainDisplay, contrast: '1-99' });
  for (const each of ordinal) {
    const address = `/patch/${project.session.key}/${each}.bmp?contrast=1-99&over=volume`;
    const answer = await ask(address);
    expect(answer.cacheable).toBe(true);
    expect(readBitmap(answer.body).grey).toEqual(
      Array.from(patchOf(each), (level) => table[level]),
    );
  }
});

test('a volume whose pixels are in no pack is not known: its patches go by themselves, uncached', async () => {
  const other = newProject(processes);
  await other.add({ paths: [writeSpheres(join(other.folder, 'cell.tif'), 1)] });
  await other.run();
  rmSync(join(other.session.folder, 'patches'), { recursive: true });
  const askOther = (query: string) =>
    picture(other.session, processes.tasks, `/patch/${other.session.key}/0.bmp?${query}`, wanted);
  const over = await askOther('over=volume');
  expect([over.status, over.cacheable]).toEqual([200, false]);
  expect(over.body).toEqual((await askOther('over=patch')).body);
  await other.close();
});

test('local contrast and inversion change what is drawn, never what is stored', async () => {
  const address = `/patch/${project.session.key}/2.bmp`;
  const plain = readBitmap((await ask(`${address}?contrast=as-stored`)).body).grey;
  expect(plain).toEqual(Array.from(patchOf(2)));
  const inverted = readBitmap((await ask(`${address}?contrast=as-stored&invert=1`)).body).grey;
  expect(inverted).toEqual(plain.map((level) => 255 - level));
  expect((await ask(`${address}?clahe=1`)).status).toBe(200);
});

test('a patch is shown from the volume when its pack is gone', async () => {
  const before = await ask(`/patch/${project.session.key}/3.bmp`);
  rmSync(join(project.session.folder, 'patches'), { recursive: true });
  expect((await ask(`/patch/${project.session.key}/3.bmp`)).body).toEqual(before.body);
});

test('any part of any plane is drawn as it is in the volume', async () => {
  const { z, y, x } = smallShape;
  const path = sectionPicturePath(
    project.session.key,
    {
      volume: 1,
      plane: 'xz',
      index: 20,
      window: { y0: 2, y1: 9, x0: 5, x1: 30 },
    },
    { like: 0, display: { ...plainDisplay, contrast: 'as-stored' } },
  );
  const drawn = greyOf((await ask(path)).body);
  expect([drawn.height, drawn.width]).toEqual([7, 25]);
  const expected = Array.from({ length: 7 * 25 }, (_, i) => {
    const [row, column] = [2 + Math.floor(i / 25), 5 + (i % 25)];
    return voxels[(row * y + 20) * x + column];
  });
  expect([...drawn.pixels]).toEqual(expected);
  expect(voxels).toHaveLength(z * y * x);
});

test.each([
  'plane=xz&index=48&box=0,5,0,5',
  'plane=xy&index=-1&box=0,5,0,5',
  'plane=xy&index=0.5&box=0,5,0,5',
  'plane=2d&index=0&box=0,5,0,5',
  'plane=evil&index=0&box=0,5,0,5',
  'plane=xy&index=0&box=5,5,0,5',
  'plane=xy&index=0&box=0,5,0,65',
  'plane=xy&index=0&box=0,5,0',
  'plane=xy&index=0&box=0,99999999999999999999,0,5',
  'plane=xy&index=0',
  'plane=xy&index=0&box=0,5,0,5&contrast=evil',
])('a part that the volume does not have is refused: %s', async (query) => {
  const address = `/section/${project.session.key}/1.bmp?like=0&${query}`;
  expect((await ask(address)).status).toBe(404);
});

test('the near-duplicates of a patch are those whose owner it is, nearest first', async () => {
  const { session } = project;
  const columns = session.columns();
  let members = 0;
  for (const ordinal of columns.ordinal) {
    const found = must(await nearDuplicates(session, ordinal, 1000));
    members += found.length + 1;
    expect(found).toHaveLength((columns.members[rowOfOrdinal(columns, ordinal)] ?? 0) - 1);
    const distances = found.map(({ distance }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(Math.max(0, ...distances)).toBeLessThanOrEqual(session.settings().hammingLimit);
  }
  expect(members).toBe(session.catalog.crossSections.patchesOfVolumes(session.cut() ?? 0).get(1));
});

test.each([
  '/patch/KEY/99999.bmp',
  '/patch/0123456789abcdef/0.bmp',
  '/patch/KEY/../KEY/../../etc/passwd',
  '/patch/KEY/0.bmp/../../../../etc/passwd',
  '/patch/KEY/%2e%2e/0.bmp',
  '/patch/KEY/-1.bmp',
  '/patch/KEY/0.bmp%00.bmp',
  '/patch/KEY/0.tif',
  '/patch/KEY/12345678901.bmp',
  '/volume/KEY/77.bmp',
  '/context/KEY/77777.bmp',
  '/toString/KEY/0.bmp',
  '/',
  '',
  '//',
  'http://[/patch/KEY/0.bmp',
])('the address %s is not found', async (address) => {
  const answer = await ask(address.replaceAll('KEY', project.session.key));
  expect([answer.status, answer.body.length]).toEqual([404, 0]);
});

test('without an open project there is no picture', async () => {
  const answer = await picture(
    null,
    processes.tasks,
    `/patch/${project.session.key}/0.bmp`,
    wanted,
  );
  expect(answer.status).toBe(404);
});

function greyOf(bitmap: Uint8Array) {
  const { grey, height, width } = readBitmap(bitmap);
  return { pixels: Uint8Array.from(grey), height, width };
}
const middle = voxels.subarray(6 * height * width, 7 * height * width);

test('a volume shows its middle cross-section, inverted as soon as its source is', async () => {
  const address = `/volume/${project.session.key}/1.bmp`;
  const answer = await ask(address);
  expect(answer.cacheable).toBe(false);
  expect(greyOf(answer.body)).toEqual({ pixels: Uint8Array.from(middle), height, width });
  must(setSource(project.session, 1, { invert: true }));
  const inverted = greyOf((await ask(address)).body).pixels;
  expect(inverted).toEqual(middle.map((level) => 255 - level));
  must(setSource(project.session, 1, { invert: false }));
});

test('the context steps through neighbouring sections and stops at the volume’s ends', async () => {
  const at = async (step: string) =>
    greyOf(
      (await ask(`/context/${project.session.key}/0.bmp?contrast=as-stored&step=${step}`)).body,
    ).pixels;
  const { catalog } = project.session;
  const row = catalog.exemplars.byOrdinal(0);
  if (row?.plane !== 0) throw new Error('expected an xy patch first');
  const box = contextWindow(row, height, width);
  const section = (z: number) => {
    const lines: number[] = [];
    for (let y = box.y0; y < box.y1; y++) {
      const start = (z * height + y) * width;
      lines.push(...voxels.subarray(start + box.x0, start + box.x1));
    }
    return Uint8Array.from(lines);
  };
  expect(await at('0')).toEqual(section(row.position));
  expect(await at('2')).toEqual(section(row.position + 2));
  expect(await at('-9999')).toEqual(section(0));
  expect(await at('9999')).toEqual(section(11));
  expect(await at('NaN')).toEqual(section(row.position));
});

test('around a patch everything is drawn with the levels of the patch', async () => {
  const { key } = project.session;
  const query = 'contrast=5-95&invert=1&gamma=2';
  const table = displayTable(levelCounts(patchOf(0)), {
    ...plainDisplay,
    contrast: '5-95',
    invert: true,
    gamma: 2,
  });
  for (const [drawn, stored] of [
    [`/context/${key}/0.bmp?${query}`, `/context/${key}/0.bmp?contrast=as-stored`],
    [
      `/section/${key}/1.bmp?plane=yz&index=9&box=0,12,0,48&like=0&${query}`,
      `/section/${key}/1.bmp?plane=yz&index=9&box=0,12,0,48&like=0&contrast=as-stored`,
    ],
  ] as const) {
    const plain = greyOf((await ask(stored)).body).pixels;
    expect(greyOf((await ask(drawn)).body).pixels).toEqual(plain.map((level) => table[level] ?? 0));
  }
  const unlike = `/section/${key}/1.bmp?plane=yz&index=9&box=0,12,0,48&like=99999`;
  expect((await ask(unlike)).status).toBe(404);
});

test('a context reaches one and a half patches around, cut off at the borders', () => {
  expect(contextWindow({ y0: 100, y1: 120, x0: 0, x1: 40 }, 140, 400)).toEqual({
    y0: 70,
    y1: 140,
    x0: 0,
    x1: 100,
  });
});

test('a section that no patch is named for has the grey levels it is cut with', async () => {
  const { session } = project;
  const [volume] = session.catalog.volumes.all();
  const window = { y0: 0, y1: height, x0: 0, x1: width };
  const section = { volume: volume?.id ?? -1, plane: 'xy' as const, index: 4, window };
  const answer = await ask(plainSectionPath(session.key, section));
  expect(readBitmap(answer.body).grey).toEqual([
    ...voxels.subarray(4 * height * width, 5 * height * width),
  ]);
  const broken = await ask(`${plainSectionPath(session.key, section)}&like=x`);
  expect(broken.status).toBe(404);
});
