import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readEncoderFile } from '../../../../src/main/engine/encoder/read-encoder-file.ts';
import { explain } from '../../../../src/shared/failure.ts';
import { fuzzEncoderFiles, readToTheEnd } from './fuzz.ts';
import { hostileFiles } from './hostile-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const witness = join(folder, 'witness');
const files = Object.entries(hostileFiles(witness));

test('there are at least fifty hostile files', () => {
  expect(files.length).toBeGreaterThanOrEqual(50);
});

/** The sentence the user reads. */
async function refusal(path: string): Promise<string> {
  const encoder = await readEncoderFile(path);
  if (encoder.ok) throw new Error('it was read');
  return explain(encoder.failure);
}

const said: [string, string][] = [];
test.for(files)(
  '%s: refused in a sentence, quickly and in little memory',
  async ([name, bytes]) => {
    const path = join(folder, 'hostile');
    writeFileSync(path, bytes);
    const before = process.memoryUsage().rss;
    const start = process.cpuUsage();
    const sentence = await refusal(path);
    await readToTheEnd(path);
    // Processor time, since the machine that runs the tests may be busy.
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2000);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200);
    said.push([name, sentence.replace(path, 'FILE')]);
    expect(existsSync(witness)).toBe(false);
  },
);

test('what a file asks to have run is named, and never run', () => {
  const of = (name: string) => said.find(([file]) => file === name)?.[1];
  expect(of('os.system')).toBe(
    'FILE has a header that makes no sense: it asks for "os.system", which weights have no need of and which is never run. Where the file is yours, save the weights alone, with torch.save(model.state_dict(), path). Export the file again from the program that made it.',
  );
  expect(of('os.system in the old container')).toBe(of('os.system'));
  expect(of('builtins.eval')).toContain('it asks for "builtins.eval"');
  expect(of('ONNX with numbers in another file')).toContain('kept in another file');
});

test('200 damaged files are read or refused, never more', async () => {
  const { read, refused, slowestMs } = await fuzzEncoderFiles(200, 7);
  expect(Object.keys(refused).sort()).toEqual(['file-truncated', 'header-invalid']);
  expect(read).toBeGreaterThan(0);
  expect(slowestMs).toBeLessThan(500);
});
