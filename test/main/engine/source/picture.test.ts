import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openVolume } from '../../../../src/main/engine/source/open-volume.ts';

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = { y0: 0, y1: 20, x0: 0, x1: 30 };
const values = Uint16Array.from({ length: 600 }, (_value, i) => (i * 109) % 65536);
const bytes = Uint8Array.from(values, (value) => value & 255);

async function written(name: string, image: Sharp): Promise<string> {
  const path = join(folder, name);
  await image.toFile(path);
  return path;
}

async function read(path: string) {
  const opened = await openVolume({ kind: 'file', path });
  if (!opened.ok) return opened;
  const samples = await opened.value.readWindow(0, whole);
  await opened.value.close();
  return samples.ok ? { ok: true, summary: opened.value.summary, samples: samples.value } : samples;
}

test('a 16-bit grey PNG keeps all 16 bits', async () => {
  const raw = { width: 30, height: 20, channels: 1 } as const;
  const image = sharp(values, { raw }).toColourspace('grey16').png();
  const picture = await read(await written('grey16.png', image));
  expect(picture).toMatchObject({ summary: { sampleType: 'uint16', warnings: [] } });
  expect(picture).toMatchObject({ samples: values });
});

test('an 8-bit grey PNG is read as stored', async () => {
  const raw = { width: 30, height: 20, channels: 1 } as const;
  const path = await written('grey8.png', sharp(bytes, { raw }).toColourspace('b-w').png());
  expect(await read(path)).toMatchObject({ summary: { sampleType: 'uint8' }, samples: bytes });
});

test.each([3, 4] as const)('of %i channels the first is kept, with a warning', async (channels) => {
  const colours = new Uint8Array(600 * channels).fill(200);
  for (let i = 0; i < 600; i++) colours[i * channels] = bytes[i] ?? 0;
  const raw = { width: 30, height: 20, channels } as const;
  const path = await written(`colour${channels}.png`, sharp(colours, { raw }).png());
  const warnings = [`The picture has ${channels} channels; the first is used.`];
  expect(await read(path)).toMatchObject({ summary: { warnings }, samples: bytes });
});

test('the rows and columns of a window are those asked for', async () => {
  const raw = { width: 30, height: 20, channels: 1 } as const;
  const path = await written('window.png', sharp(bytes, { raw }).toColourspace('b-w').png());
  const opened = await openVolume({ kind: 'file', path });
  if (!opened.ok) throw new Error('not opened');
  const window = await opened.value.readWindow(0, { y0: 4, y1: 6, x0: 28, x1: 30 });
  expect(window).toEqual({
    ok: true,
    value: Uint8Array.of(bytes[148]!, bytes[149]!, bytes[178]!, bytes[179]!),
  });
});

test.each(['png', 'jpeg'] as const)('a %s cut short is refused, at any length', async (format) => {
  const raw = { width: 30, height: 20, channels: 1 } as const;
  const good = await sharp(bytes, { raw }).toFormat(format).toBuffer();
  for (const share of [0.1, 0.5, 0.9]) {
    const path = join(folder, `cut.${format}`);
    writeFileSync(path, good.subarray(0, Math.floor(good.length * share)));
    expect(await read(path)).toMatchObject({
      ok: false,
      failure: { kind: 'file-unreadable', path },
    });
  }
});

test('a picture replaced on disk is seen as the new one', async () => {
  const raw = { width: 30, height: 20, channels: 1 } as const;
  const path = await written('replaced.png', sharp(bytes, { raw }).toColourspace('b-w').png());
  await read(path);
  const other = bytes.map((value) => 255 - value);
  await written('replaced.png', sharp(other, { raw }).toColourspace('b-w').png());
  expect(await read(path)).toMatchObject({ samples: other });
});

test('a JPEG is read near its values', async () => {
  const smooth = Uint8Array.from({ length: 600 }, (_value, i) => 60 + (i % 30) * 4);
  const raw = { width: 30, height: 20, channels: 1 } as const;
  const image = sharp(smooth, { raw }).toColourspace('b-w').jpeg({ quality: 95 });
  const picture = await read(await written('smooth.jpg', image));
  if (!('samples' in picture)) throw new Error('not read');
  const worst = Math.max(...smooth.map((value, i) => Math.abs(value - (picture.samples[i] ?? 0))));
  expect(worst).toBeLessThanOrEqual(3);
});
