import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mrc, openMrc } from '../../../../src/main/engine/source/mrc.ts';
import { countedBytes } from './counted-bytes.ts';

const folder = join(import.meta.dirname, '../../../fixture/volume/mrc');

/** A good file with 32-bit words of its header replaced. */
function patched(words: { [at: number]: number }, name = 'mode0-signed.mrc'): Uint8Array {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  for (const [at, value] of Object.entries(words)) {
    new DataView(bytes.buffer).setInt32(Number(at), value, true);
  }
  return bytes;
}

async function failureOf(bytes: Uint8Array): Promise<unknown> {
  const volume = await openMrc(countedBytes(bytes));
  return volume.ok ? null : volume.failure;
}

test('a window is one read of its rows', async () => {
  const bytes = countedBytes(join(folder, 'mode1-extended.mrc'));
  const volume = await openMrc(bytes);
  if (!volume.ok) throw new Error('not opened');
  expect([bytes.reads, bytes.bytesRead]).toEqual([1, 1024]);
  await volume.value.readWindow(2, { y0: 5, y1: 9, x0: 3, x1: 7 });
  expect([bytes.reads, bytes.bytesRead]).toEqual([2, 1024 + 4 * 45 * 2]);
});

test('a file shorter than its header says is refused with both sizes', async () => {
  const whole = patched({});
  const failure = await failureOf(whole.slice(0, whole.length - 1));
  expect(failure).toEqual({ kind: 'file-truncated', path: 'memory', has: 6018, needs: 6019 });
  expect(await failureOf(whole.slice(0, 500))).toMatchObject({ kind: 'file-truncated' });
});

test.each([
  ['zero columns', { 0: 0 }, 'its size is 0 x 37 x 3 samples'],
  ['negative planes', { 8: -3 }, 'its size is 45 x 37 x -3 samples'],
  ['a negative extended header', { 92: -4 }, 'its extended header has -4 bytes'],
  [
    'sizes beyond any disk',
    { 0: 2_000_000_000, 4: 2_000_000_000, 8: 2_000_000_000 },
    'it claims 2000000000 x 2000000000 x 2000000000 samples',
  ],
])('%s: the header makes no sense', async (_title, words, what) => {
  expect(await failureOf(patched(words))).toEqual({ kind: 'header-invalid', path: 'memory', what });
});

test('an extended header larger than the file is refused', async () => {
  expect(await failureOf(patched({ 92: 1_000_000 }))).toMatchObject({
    kind: 'file-truncated',
    needs: 1_006_019,
  });
});

test('a mode that is not read is named', async () => {
  expect(await failureOf(patched({ 12: 4 }))).toMatchObject({
    kind: 'samples-unsupported',
    what: 'MRC mode 4',
  });
});

test('columns along another axis of the cell take that axis’ voxel edge', async () => {
  const volume = await openMrc(countedBytes(patched({ 64: 3, 68: 2, 72: 1 })));
  expect(volume.ok && volume.value.summary.voxelSize).toEqual({ z: 12.5, y: 10, x: 40 });
});

test('a cell of zero is an unknown voxel size', async () => {
  const volume = await openMrc(countedBytes(patched({ 40: 0 })));
  expect(volume.ok && volume.value.summary.voxelSize).toBeNull();
});

test('one angstrom in every direction is doubted', async () => {
  const bytes = patched({});
  const view = new DataView(bytes.buffer);
  for (const [at, count] of [
    [40, 45],
    [44, 37],
    [48, 3],
  ] as const) {
    view.setFloat32(at, count, true);
  }
  const volume = await openMrc(countedBytes(bytes));
  expect(volume.ok && volume.value.summary.warnings).toEqual([
    'The voxel size is 1 angstrom, which programs write when they do not know it.',
  ]);
});

test('a file without the mark is recognised by its ending and a sensible header', () => {
  const head = new Uint8Array(readFileSync(join(folder, 'mode2-no-mark.rec'))).subarray(0, 1024);
  expect(mrc.recognises('/a/cell.REC', head)).toBe(true);
  expect(mrc.recognises('/a/cell.bin', head)).toBe(false);
  expect(mrc.recognises('/a/cell.map', new TextEncoder().encode('{"version":3}'))).toBe(false);
});
