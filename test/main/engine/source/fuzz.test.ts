import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test.each(['tiff', 'mrc', 'png', 'jpeg'])(
  '200 damaged %s files end in samples or a plain sentence, soon and in little memory',
  async (reader) => {
    const result = await fuzz(reader, 200, 7);
    const refusals = Object.values(result.refused).reduce((sum, count) => sum + count, 0);
    expect(result.described + refusals).toBe(200);
    expect(refusals).toBeGreaterThan(5);
    expect(result.slowestMs).toBeLessThan(30_000);
    expect(result.peakMib).toBeLessThan(1024);
  },
);
