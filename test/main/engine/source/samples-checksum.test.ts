import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { samplesSha256 } from '../../../../src/main/engine/source/samples-checksum.ts';
import type { OpenVolume } from '../../../../src/main/engine/source/volume-format.ts';
import { succeed } from '../../../../src/shared/failure.ts';

function volumeOf(values: Float32Array): OpenVolume {
  return {
    summary: {
      format: 'memory',
      shape: { z: 2, y: 1, x: values.length / 2 },
      sampleType: 'float32',
      voxelSize: null,
      warnings: [],
    },
    readWindow: async (z) =>
      succeed(values.subarray((z * values.length) / 2, ((z + 1) * values.length) / 2)),
    close: async () => {},
  };
}

const values = Float32Array.of(0.5, Number.NaN, -3, Number.POSITIVE_INFINITY, 7, 0);

test('one pass gives both checksums, the range and the values that are not numbers', async () => {
  const planes: number[] = [];
  const sum = await samplesSha256(volumeOf(values), (z) => planes.push(z));
  const bytes = new Uint8Array(values.buffer);
  expect(sum).toEqual({
    ok: true,
    value: {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      contentId: createHash('sha256').update('float32 2x1x3\n').update(bytes).digest('hex'),
      lowest: -3,
      highest: 7,
      notFinite: 2,
    },
  });
  expect(planes).toEqual([0, 1]);
});

test('it can be cancelled', async () => {
  const sum = await samplesSha256(volumeOf(values), undefined, AbortSignal.abort());
  expect(sum).toEqual({ ok: false, failure: { kind: 'cancelled' } });
});
