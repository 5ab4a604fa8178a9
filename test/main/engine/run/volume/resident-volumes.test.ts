import { afterEach, expect, test, vi } from 'vitest';
import type { VolumeToRead } from '../../../../../src/main/engine/run/task/worker-material.ts';
import { residentVolumes } from '../../../../../src/main/engine/run/volume/resident-volumes.ts';
import { succeed } from '../../../../../src/shared/failure.ts';

const volume = (name: string, megabytes = 1): VolumeToRead => ({
  reference: { kind: 'file', path: name },
  shape: { z: megabytes, y: 1024, x: 1024 },
  sampleType: 'uint8',
  mapping: { rule: 'identity' },
  invert: false,
});

/** How many volumes were filled. */
function counting() {
  let count = 0;
  const residents = residentVolumes(async ({ from }) => {
    if (from === 0) count++;
    return succeed(null);
  });
  return { residents, count: () => count };
}

afterEach(() => void vi.useRealTimers());

test('a volume is read once, whoever asks', async () => {
  const { residents, count } = counting();
  const [one, other] = await Promise.all([residents.get(volume('a')), residents.get(volume('a'))]);
  expect(one?.byteLength).toBe(2 ** 20);
  expect(other).toBe(one);
  expect(count()).toBe(1);
});

test('the one used longest ago makes way, and a volume too large is not kept', async () => {
  const { residents, count } = counting();
  for (const name of ['a', 'b', 'a', 'c']) await residents.get(volume(name, 150));
  expect(count()).toBe(3);
  await residents.get(volume('a', 150));
  expect(count()).toBe(3);
  await residents.get(volume('b', 150));
  expect(count()).toBe(4);
  expect(await residents.get(volume('huge', 257))).toBe(null);
});

test('what nobody has used for half a minute is forgotten', async () => {
  vi.useFakeTimers();
  const { residents, count } = counting();
  await residents.get(volume('a'));
  vi.advanceTimersByTime(29_000);
  await residents.get(volume('a'));
  vi.advanceTimersByTime(29_000);
  await residents.get(volume('a'));
  expect(count()).toBe(1);
  vi.advanceTimersByTime(31_000);
  await residents.get(volume('a'));
  expect(count()).toBe(2);
});
