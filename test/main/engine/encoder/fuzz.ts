import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFileBytes } from '../../../../src/main/engine/encoder/checkpoint/file-bytes.ts';
import { readCheckpoint } from '../../../../src/main/engine/encoder/checkpoint/read-checkpoint.ts';
import { readEncoderFile } from '../../../../src/main/engine/encoder/read-encoder-file.ts';
import { outcomeOf } from '../../../../src/main/engine/encoder/refusal.ts';
import { type Xorshift32, xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { explain, type Failure } from '../../../../src/shared/failure.ts';
import { goodFiles } from './hostile-files.ts';

/** What came of reading damaged copies of good files. */
export interface FuzzResult {
  readonly cases: number;
  /** files whose every tensor, or whose outline, could still be read */
  readonly read: number;
  readonly refused: { readonly [kind: string]: number };
  readonly slowestMs: number;
  readonly peakMib: number;
}

/** Reads `count` damaged files to the end. Throws when a reader throws instead of answering. */
export async function fuzzEncoderFiles(count: number, seed: number): Promise<FuzzResult> {
  const random = xorshift32(seed);
  const goods = Object.values(goodFiles);
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-encoder-'));
  const refused: { [kind: string]: number } = {};
  let [read, slowestMs, peakMib] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const path = join(folder, String(i));
    writeFileSync(path, damaged(goods[i % goods.length] ?? new Uint8Array(), random));
    const start = performance.now();
    const failure = await readToTheEnd(path);
    slowestMs = Math.max(slowestMs, performance.now() - start);
    peakMib = Math.max(peakMib, process.memoryUsage().rss / 2 ** 20);
    if (failure === null) read++;
    else refused[failure.kind] = (refused[failure.kind] ?? 0) + 1;
    rmSync(path);
  }
  rmSync(folder, { recursive: true });
  return { cases: count, read, refused, slowestMs, peakMib };
}

/**
 * Reads a file as the encoder it may be and, where it is one of weights, every number in it.
 *
 * @returns why it is refused, or null where it is read. Throws where the reason is no plain sentence.
 */
export async function readToTheEnd(path: string): Promise<Failure | null> {
  const encoder = await readEncoderFile(path);
  if (encoder.ok) return null;
  assertSentence(encoder.failure);
  const tensors = withFileBytes(path, (file) => {
    const checkpoint = readCheckpoint(file);
    if (!checkpoint.ok) return checkpoint;
    return outcomeOf(path, () => {
      for (const tensor of checkpoint.value.tensors.values()) tensor.values();
    });
  });
  if (tensors.ok) return null;
  assertSentence(tensors.failure);
  return encoder.failure;
}

function assertSentence(failure: Failure): void {
  const sentence = explain(failure);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (!/^\S.*\.$/.test(sentence) || /undefined|NaN|\[object|[\x00-\x1f]/.test(sentence)) {
    throw new Error(`no plain sentence: ${JSON.stringify(sentence)}`);
  }
}

/** Half of the damage goes into the first 200 bytes or the last, where headers are; some files are cut. */
function damaged(good: Uint8Array, { below }: Xorshift32): Uint8Array {
  const bytes = new Uint8Array(good);
  const changes = 1 + below(6);
  for (let i = 0; i < changes; i++) {
    const reach = Math.min(below(2) === 0 ? 200 : bytes.length, bytes.length);
    const at = below(4) === 0 ? bytes.length - 1 - below(reach) : below(reach);
    bytes[at] = below(2) === 0 ? ([0, 1, 127, 128, 255][below(5)] ?? 0) : below(256);
  }
  return below(7) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

if (process.argv[1] === import.meta.filename) {
  const { cases, read, refused, slowestMs, peakMib } = await fuzzEncoderFiles(10_000, 1);
  const cost = `slowest ${slowestMs.toFixed(0)} ms, peak ${peakMib.toFixed(0)} MiB`;
  process.stdout.write(
    `encoder: ${cases} damaged files, ${read} read, refused ${JSON.stringify(refused)}, ${cost}\n`,
  );
}
