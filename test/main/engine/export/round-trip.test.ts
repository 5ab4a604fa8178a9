import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exporters } from '../../../../src/main/engine/export/exporters.ts';
import { somePatches, writePayload } from './small-payload.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'payload-'));
});
afterEach(() => rm(home, { recursive: true }));

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const isFile = await Promise.all(names.map(async (n) => (await stat(join(folder, n))).isFile()));
  return names.filter((_, i) => isFile[i]).sort();
}

async function digests(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await filesOf(folder)) {
    const bytes = await readFile(join(folder, name));
    expect(bytes.includes(home), `${name} names the folder it was written to`).toBe(false);
    found.set(name, createHash('sha256').update(bytes).digest('hex'));
  }
  return found;
}

const withPixels = exporters.filter(({ rowsOnly }) => !rowsOnly);

describe.each(withPixels.map((exporter) => [exporter.name, exporter] as const))(
  '%s',
  (_, exporter) => {
    const encodings = exporter.pictures.length > 0 ? exporter.pictures : [undefined];

    test.each(encodings)('gives every pixel back from %s', async (pictures) => {
      const { rows, patches } = await writePayload(exporter, home, pictures ? { pictures } : {});
      const files = new Set(await filesOf(home));
      const reader = exporter.openReader(home);
      const read = await Promise.all(rows.map((row) => reader.pixels(row)));
      await reader.close();
      for (const [i, pixels] of read.entries()) {
        expect(
          pixels.ok && Buffer.from(pixels.value).equals(patches[i]!.pixels),
          rows[i]!.name,
        ).toBe(true);
        expect(files, 'the place names a file').toContain(rows[i]!.file);
      }
      expect(new Set(rows.map(({ file, item }) => `${file} ${item}`)).size).toBe(rows.length);
    });

    test('writes the same bytes again, and none that tell where', async () => {
      for (const name of ['one', 'two']) await writePayload(exporter, join(home, name));
      expect(await digests(join(home, 'one'))).toEqual(await digests(join(home, 'two')));
    });

    test('writes a set that is not split as one part', async () => {
      const { rows, patches } = await writePayload(exporter, home, { patches: somePatches(false) });
      const reader = exporter.openReader(home);
      const last = await reader.pixels(rows.at(-1)!);
      await reader.close();
      expect(last).toEqual({ ok: true, value: new Uint8Array(patches.at(-1)!.pixels) });
    });

    test('reads nothing outside the payload, and nothing of another size', async () => {
      const { rows } = await writePayload(exporter, join(home, 'data'));
      await writeFile(join(home, 'secret.png'), await readFile(join(home, 'data', rows[0]!.file)));
      const reader = exporter.openReader(join(home, 'data'));
      const { box, file, item } = rows[0]!;
      const wrong = [
        { box, item, file: '../secret.png' },
        { box, item, file: join(home, 'secret.png') },
        { box, item, file: `${file}\0` },
        { box, item, file: `${file}x` },
        { box, item, file: '' },
        { box: { ...box, x1: box.x1 + 1000 }, item, file },
        ...(item === ''
          ? []
          : [
              { box, file, item: '-1' },
              { box, file, item: '99999999' },
              { box, file, item: '' },
            ]),
      ];
      for (const place of wrong)
        expect((await reader.pixels(place)).ok, JSON.stringify(place)).toBe(false);
      await reader.close();
    });

    test('answers with a failure, whatever byte of a file is damaged', async () => {
      const { rows } = await writePayload(exporter, home);
      const { file } = rows[0]!;
      const intact = await readFile(join(home, file));
      const steps = Math.ceil(intact.length / 60);
      for (let at = 0; at < intact.length; at += steps) {
        const damaged = Buffer.from(intact);
        damaged[at] = (damaged[at] ?? 0) ^ 0xff;
        await writeFile(join(home, file), at % 2 === 0 ? damaged : intact.subarray(0, at));
        const reader = exporter.openReader(home);
        const read = await reader.pixels(rows[0]!);
        await reader.close();
        if (read.ok) expect(read.value).toHaveLength(16 * 20);
      }
    });
  },
);
