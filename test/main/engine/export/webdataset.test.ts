import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { extract, type Header } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tarEnd, tarMember } from '../../../../src/main/engine/export/ustar.ts';
import { webdataset } from '../../../../src/main/engine/export/webdataset.ts';
import { writePayload } from './small-payload.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'webdataset-'));
});
afterEach(() => rm(home, { recursive: true }));

/** Members of a tar file as another reader sees them. */
async function membersOf(file: string): Promise<{ header: Header; bytes: Buffer }[]> {
  const found: { header: Header; bytes: Buffer }[] = [];
  for await (const entry of createReadStream(join(home, file)).pipe(extract())) {
    found.push({ header: entry.header, bytes: await buffer(entry) });
  }
  return found;
}

test('shards of each split are numbered from 0', async () => {
  await writePayload(webdataset, home);
  const names = ['test-000000.tar', 'test-000001.tar', 'train-000000.tar', 'train-000001.tar'];
  expect((await readdir(home)).sort()).toEqual(names);
});

test('each patch is a picture and its facts under one key, read by tar-stream and sharp', async () => {
  const { patches } = await writePayload(webdataset, home);
  const members = await membersOf('train-000001.tar');
  expect(members.map(({ header }) => header.name).slice(0, 3)).toEqual([
    '000000016.png',
    '000000016.json',
    '000000017.png',
  ]);
  expect(members).toHaveLength(20);
  const first = patches[16]!;
  const pixels = await sharp(members[0]!.bytes).extractChannel(0).raw().toBuffer();
  expect(pixels.equals(first.pixels)).toBe(true);
  expect(JSON.parse(members[1]!.bytes.toString())).toEqual({
    source: 'Liver',
    volume: 'vol.0',
    plane: 'xy',
    index: 16,
    y0: 0,
    y1: 16,
    x0: 3,
    x1: 23,
    name: 'vol.0-LOC-0_16_0-16_3-23',
    hash: '00ff00ff00ff00ff',
    members: 2,
    score: 0.8,
    decision: 'informative',
    reason: null,
    pixel_y_nm: 8,
    pixel_x_nm: 4.5,
    split: 'train',
    weight: 0.5,
  });
});

test('members tell no time, owner or machine', async () => {
  await writePayload(webdataset, home);
  for (const { header } of await membersOf('test-000000.tar')) {
    expect(header).toMatchObject({
      uid: 0,
      gid: 0,
      uname: '',
      gname: '',
      mode: 0o644,
      type: 'file',
    });
    expect(header.mtime.getTime()).toBe(0);
  }
});

test('a picture that claims to be huge is not decoded', async () => {
  const huge = await sharp({
    create: { width: 9000, height: 9000, channels: 3, background: 'red' },
  })
    .png()
    .toBuffer();
  await writeFile(join(home, 'a.tar'), Buffer.concat([tarMember('0.png', huge), tarEnd]));
  const reader = webdataset.openReader(home);
  const box = { y0: 0, y1: 400, x0: 0, x1: 400 };
  expect((await reader.pixels({ file: 'a.tar', item: '0.png', box })).ok).toBe(false);
  await reader.close();
});
