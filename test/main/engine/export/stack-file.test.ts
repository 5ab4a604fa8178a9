import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GreyStack } from '../../../../src/main/engine/export/grey-stack.ts';
import { stackFormats } from '../../../../src/main/engine/export/stack-file.ts';
import { resolveMapping } from '../../../../src/main/engine/slice/resolve-mapping.ts';
import { eightBitMapper } from '../../../../src/main/engine/slice/to-eight-bit.ts';
import { openVolume } from '../../../../src/main/engine/source/open-volume.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stack-'));
});
afterEach(() => rm(home, { recursive: true }));

const stack: GreyStack = {
  sections: 5,
  height: 7,
  width: 9,
  pixels: Uint8Array.from({ length: 315 }, (_, i) => (i * 37) % 256),
  voxelSize: { z: 30, y: 4, x: 4.5 },
};

async function written(name: string, given: GreyStack): Promise<string> {
  const format = stackFormats.find((each) => each.name === name);
  const path = join(home, `stack.${format?.ending}`);
  await writeFile(path, format?.encode(given) ?? '');
  return path;
}

test.each(['tiff', 'mrc'])(
  'our own reader of %s gives back the greys and the voxel size',
  async (name) => {
    const path = await written(name, stack);
    const opened = await openVolume({ kind: 'file', path });
    if (!opened.ok) throw new Error(opened.failure.kind);
    const { summary } = opened.value;
    expect(summary).toMatchObject({ shape: { z: 5, y: 7, x: 9 }, voxelSize: stack.voxelSize });
    const mapping = await resolveMapping({ kind: 'by-type' }, opened.value, 'volume', path);
    if (!mapping.ok) throw new Error(mapping.failure.kind);
    const toEight = eightBitMapper(summary.sampleType, mapping.value, false);
    for (let z = 0; z < 5; z++) {
      const samples = await opened.value.readWindow(z, { y0: 0, y1: 7, x0: 0, x1: 9 });
      expect(samples.ok && toEight(samples.value)).toEqual(
        stack.pixels.subarray(z * 63, (z + 1) * 63),
      );
    }
    await opened.value.close();
  },
);

/** The fields and samples of an NRRD file, read by the letter of its definition. */
function readNrrd(bytes: Buffer): { fields: Map<string, string>; samples: Buffer } {
  const end = bytes.indexOf('\n\n');
  const [magic, ...lines] = bytes.subarray(0, end).toString('latin1').split('\n');
  expect(magic).toBe('NRRD0004');
  const fields = new Map(lines.map((line) => line.split(': ') as [string, string]));
  return { fields, samples: bytes.subarray(end + 2) };
}

test('an NRRD file names its axes from the fastest, with the edges of a voxel', async () => {
  const { fields, samples } = readNrrd(await readFile(await written('nrrd', stack)));
  expect(Object.fromEntries(fields)).toEqual({
    type: 'uint8',
    dimension: '3',
    'space dimension': '3',
    'space directions': '(4.5,0,0) (0,4,0) (0,0,30)',
    'space units': '"nm" "nm" "nm"',
    sizes: '9 7 5',
    kinds: 'domain domain domain',
    encoding: 'raw',
  });
  expect(samples.equals(stack.pixels)).toBe(true);
});

test.each(stackFormats.map(({ name }) => name))(
  '%s states no voxel size where none is known',
  async (name) => {
    const path = await written(name, { ...stack, voxelSize: null });
    if (name === 'nrrd') {
      expect([...readNrrd(await readFile(path)).fields.keys()].join()).not.toContain('space');
      return;
    }
    const opened = await openVolume({ kind: 'file', path });
    expect(opened.ok && opened.value.summary.voxelSize).toBeNull();
    if (opened.ok) await opened.value.close();
  },
);

test('an MRC header tells lowest, highest, mean and deviation of what it stores', async () => {
  const pixels = new Uint8Array(315);
  pixels.fill(128, 0, 300).fill(255, 300);
  const bytes = await readFile(await written('mrc', { ...stack, pixels }));
  const float = (word: number) => bytes.readFloatLE(4 * (word - 1));
  expect([float(20), float(21)]).toEqual([0, 127]);
  expect(float(22)).toBeCloseTo((15 * 127) / 315, 4);
  expect(float(55)).toBeCloseTo(Math.sqrt((15 / 315) * (300 / 315)) * 127, 3);
});
