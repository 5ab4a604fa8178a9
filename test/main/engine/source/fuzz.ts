import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { openVolume } from '../../../../src/main/engine/source/open-volume.ts';
import { explain } from '../../../../src/shared/failure.ts';

/** What came of reading damaged copies of good files. */
export interface FuzzResult {
  readonly cases: number;
  readonly described: number;
  readonly refused: { readonly [kind: string]: number };
  readonly slowestMs: number;
  readonly peakMib: number;
}

const fixture = join(import.meta.dirname, '../../../fixture/volume');

/** Good files of a reader: `tiff` and `mrc` from the fixtures, `png` and `jpeg` made here. */
export async function goodFiles(reader: string): Promise<{ name: string; bytes: Uint8Array }[]> {
  if (reader === 'tiff' || reader === 'mrc') {
    const folder = join(fixture, reader);
    return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  }
  const { default: sharp } = await import('sharp');
  const values = Uint8Array.from({ length: 3000 }, (_value, i) => (i * i) % 251);
  const image = sharp(values, { raw: { width: 60, height: 50, channels: 1 } });
  const bytes = await image.toFormat(reader === 'png' ? 'png' : 'jpeg').toBuffer();
  return [{ name: `picture.${reader}`, bytes }];
}

/** Reads `count` damaged files to the end. Throws when a reader throws instead of answering. */
export async function fuzz(reader: string, count: number, seed: number): Promise<FuzzResult> {
  const random = seeded(seed);
  const files = await goodFiles(reader);
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const refused: { [kind: string]: number } = {};
  let described = 0;
  let slowestMs = 0;
  let peakMib = 0;
  for (let i = 0; i < count; i++) {
    const good = files[i % files.length];
    if (good === undefined) throw new Error(`no good files for ${reader}`);
    const path = join(folder, `${i}${extname(good.name)}`);
    writeFileSync(path, damaged(good.bytes, random));
    const start = performance.now();
    const kind = await readToTheEnd(path);
    slowestMs = Math.max(slowestMs, performance.now() - start);
    peakMib = Math.max(peakMib, process.memoryUsage().rss / 2 ** 20);
    if (kind === null) described++;
    else refused[kind] = (refused[kind] ?? 0) + 1;
    rmSync(path);
  }
  rmSync(folder, { recursive: true });
  return { cases: count, described, refused, slowestMs, peakMib };
}

/** The kind of failure, or null for a file that is read whole. */
async function readToTheEnd(path: string): Promise<string | null> {
  const opened = await openVolume({ kind: 'file', path });
  if (!opened.ok) return told(opened.failure);
  const { z, y, x } = opened.value.summary.shape;
  try {
    for (let plane = 0; plane < Math.min(z, 50); plane++) {
      const read = await opened.value.readWindow(plane, { y0: 0, y1: y, x0: 0, x1: x });
      if (!read.ok) return told(read.failure);
      if (read.value.length !== y * x) throw new Error(`${path} gave ${read.value.length} samples`);
    }
    return null;
  } finally {
    await opened.value.close();
  }
}

function told(failure: Parameters<typeof explain>[0]): string {
  const sentence = explain(failure);
  if (!/^\S.*\.$/s.test(sentence) || /undefined|NaN|\[object/.test(sentence)) {
    throw new Error(`no plain sentence: ${sentence}`);
  }
  return failure.kind;
}

/** Half of the damage goes into the first 200 bytes, where headers are; some files are cut. */
function damaged(good: Uint8Array, random: () => number): Uint8Array {
  const bytes = new Uint8Array(good);
  const changes = 1 + Math.floor(random() * 6);
  for (let i = 0; i < changes; i++) {
    const reach = random() < 0.5 ? Math.min(200, bytes.length) : bytes.length;
    const at = Math.floor(random() * reach);
    const special = [0, 1, 127, 128, 255][Math.floor(random() * 5)] ?? 0;
    bytes[at] = random() < 0.5 ? special : Math.floor(random() * 256);
  }
  return random() < 0.15 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

/** mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === import.meta.filename) {
  for (const reader of ['tiff', 'mrc', 'png', 'jpeg']) {
    const { cases, described, refused, slowestMs, peakMib } = await fuzz(reader, 10_000, 1);
    const cost = `slowest ${slowestMs.toFixed(0)} ms, peak ${peakMib.toFixed(0)} MiB`;
    process.stdout.write(
      `${reader}: ${cases} damaged files, ${described} read, refused ${JSON.stringify(refused)}, ${cost}\n`,
    );
  }
}
