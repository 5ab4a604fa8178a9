import { sumLine } from './bag.ts';
import { payloadName } from './dataset-layout.ts';
import { readShardEntry } from './journal.ts';
import type { WrittenFile } from './payload-writer.ts';

/**
 * The text of `manifest-sha256.txt`, a line for each file of the payload.
 *
 * @param shards how many there are, all of them whole
 * @param index files that were written after them
 * @param count is told of every file
 */
export async function* payloadSums(
  partial: string,
  shards: number,
  index: readonly WrittenFile[],
  count: (file: WrittenFile) => void,
): AsyncGenerator<string> {
  const linesOf = (files: readonly WrittenFile[]): string => {
    for (const file of files) count(file);
    return files.map(({ path, sha256 }) => sumLine(sha256, `${payloadName}/${path}`)).join('');
  };
  for (let shard = 0; shard < shards; shard++) {
    yield linesOf((await readShardEntry(partial, shard)).files);
  }
  yield linesOf(index);
}
