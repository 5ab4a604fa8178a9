import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { ShardEntry } from '../../export/journal.ts';
import { writeFailure } from '../../export/new-folder.ts';
import { settleShard } from '../../export/write-shard.ts';
import type { DecodeTasks } from '../task/decode-task.ts';

/** Runs in the decode process itself, which has time to wait for the disk: a shard counts from here on. */
export function settleExportShard(
  { partial, shard }: DecodeTasks['write-shard']['ask'],
  written: Outcome<ShardEntry>,
): Promise<Outcome<number>> {
  return writing(partial, async () => {
    if (!written.ok) return written;
    await settleShard(partial, shard.number, written.value);
    return succeed(written.value.files.reduce((sum, { bytes }) => sum + bytes, 0));
  });
}

/** Turns what the disk refuses into a failure; any other error is a bug. */
export async function writing<T>(
  partial: string,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    return fail(await writeFailure(error, partial));
  }
}
