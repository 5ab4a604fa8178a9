import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sectionViewer } from '../../../../../src/main/engine/run/picture/section-viewer.ts';
import type { SectionToDraw } from '../../../../../src/main/engine/run/task/worker-material.ts';
import { greyTiffHeader } from '../../../../../src/shared/tiff-encoder.ts';
import { emptyFolder, must, mustFail } from '../small-project.ts';

const shape = { z: 40, y: 30, x: 50 };
const voxels = Uint8Array.from({ length: 40 * 30 * 50 }, (_value, i) => (i * 7 + (i >> 6)) & 255);
const header = greyTiffHeader({ width: 50, height: 30, pages: 40, voxelSize: null });

function written(values: Uint8Array = voxels) {
  const path = join(emptyFolder(), 'volume.tif');
  const write = (changed: Uint8Array) => writeFileSync(path, Buffer.concat([header, changed]));
  write(values);
  return { path, write };
}

const section = (path: string, more: Partial<SectionToDraw>): SectionToDraw => ({
  volume: {
    reference: { kind: 'file', path },
    shape,
    sampleType: 'uint8',
    mapping: { rule: 'identity' },
    invert: false,
  },
  plane: 'xy',
  position: 0,
  window: null,
  longestEdge: 1024,
  ahead: 1,
  ...more,
});

const wanted = new AbortController().signal;
const lasting = { mostBytes: 2 ** 20, idleMs: 60_000 };

function voxelsAt({ plane, position, window }: SectionToDraw): number[] {
  const { y0, y1, x0, x1 } = window ?? { y0: 0, y1: 30, x0: 0, x1: 50 };
  const found: number[] = [];
  for (let a = y0; a < y1; a++) {
    for (let b = x0; b < x1; b++) {
      const at = { xy: [position, a, b], xz: [a, position, b], yz: [a, b, position] }[
        plane as 'xy'
      ];
      const [z = 0, y = 0, x = 0] = at;
      found.push(voxels[(z * 30 + y) * 50 + x] ?? -1);
    }
  }
  return found;
}

test.each([
  { mostBytes: 2 ** 20, ahead: 1 },
  { mostBytes: 2 ** 20, ahead: 16 },
  { mostBytes: 0, ahead: 16 },
])('whatever is kept, what is drawn is what the volume holds: %o', async ({ mostBytes, ahead }) => {
  const { path } = written();
  const viewer = sectionViewer({ ...lasting, mostBytes });
  for (const plane of ['xy', 'xz', 'yz'] as const) {
    for (const position of [3, 4, 20, 29, 5]) {
      for (const edge of [12, 25, 8]) {
        const window = { y0: 2, y1: 2 + edge, x0: 4, x1: 29 };
        const ask = section(path, { plane, position, window, ahead });
        expect([...must(await viewer.draw(ask, wanted)).pixels]).toEqual(voxelsAt(ask));
      }
    }
  }
});

test('what was read is not read again until nobody has looked for a while', async () => {
  const { path, write } = written();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const viewer = sectionViewer({ mostBytes: 2 ** 20, idleMs: 60 });
  const level = async () => must(await viewer.draw(section(path, {}), wanted)).pixels[0];
  expect(await level()).toBe(voxels[0]);
  write(voxels.map((value) => 255 - value));
  expect(await level()).toBe(voxels[0]);
  await vi.advanceTimersByTimeAsync(60);
  expect(await level()).toBe(255 - (voxels[0] ?? 0));
});

test('what is no longer wanted is not read, but whoever still wants the same gets it', async () => {
  const { path } = written();
  const viewer = sectionViewer(lasting);
  const given = new AbortController();
  const ask = section(path, { plane: 'yz', position: 7 });
  const first = viewer.draw(ask, given.signal);
  const second = viewer.draw(ask, wanted);
  given.abort();
  expect(mustFail(await first).kind).toBe('cancelled');
  expect(must(await second).height).toBe(40);
});

test('a volume that could not be opened is tried again', async () => {
  const { path, write } = written(new Uint8Array(0));
  const viewer = sectionViewer(lasting);
  expect(mustFail(await viewer.draw(section(path, {}), wanted)).kind).toBe('file-truncated');
  write(voxels);
  expect(must(await viewer.draw(section(path, {}), wanted)).width).toBe(50);
});

test('a file of another shape is refused', async () => {
  const { path } = written();
  const ask = section(path, {});
  const volume = { ...ask.volume, shape: { z: 40, y: 50, x: 30 } };
  const drawn = await sectionViewer(lasting).draw({ ...ask, volume }, wanted);
  expect(mustFail(drawn).kind).toBe('volume-changed');
});
