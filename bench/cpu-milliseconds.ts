import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';

/** CPU milliseconds of one round, the median of several batches. */
export function cpuMilliseconds(work: () => void, rounds: number): number {
  for (let i = 0; i < rounds; i++) work();
  const batches = Array.from({ length: 7 }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < rounds; i++) work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / rounds;
  });
  return batches.sort((a, b) => a - b)[3] ?? Number.NaN;
}

/** A square picture of waves in noise, as rich in grey levels as a micrograph. */
export function wavyPicture(edge: number): Uint8Array {
  const { byte } = xorshift32(3);
  return Uint8Array.from({ length: edge * edge }, (_, i) => {
    const wave = 60 * Math.sin((i % edge) / 9) * Math.cos(i / edge / 11);
    return Math.min(255, Math.max(0, 118 + wave + (byte() >> 2)));
  });
}
