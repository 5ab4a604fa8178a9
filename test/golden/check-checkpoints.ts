import { join } from 'node:path';
import { withFileBytes } from '../../src/main/engine/encoder/checkpoint/file-bytes.ts';
import { readCheckpoint } from '../../src/main/engine/encoder/checkpoint/read-checkpoint.ts';
import { succeed } from '../../src/shared/failure.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface CheckpointFile {
  readonly checkpoint: {
    readonly epoch: number;
    readonly arch: string;
    readonly norms: readonly number[];
    readonly tensors: Readonly<
      Record<string, { shape: readonly number[]; dtype: string; values: readonly number[] }>
    >;
    readonly classification_keys: readonly string[];
  };
}

/** files.json, the checkpoints: names, shapes, types and values exact, in both containers of torch. */
export async function checkCheckpoints(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('files.json (checkpoints)');
  const { checkpoint } = readJson<CheckpointFile>(folder, 'files.json');
  const same = (name: string, found: unknown, want: unknown) =>
    compare(
      JSON.stringify(found) === JSON.stringify(want),
      () => `${name}: ${JSON.stringify(found)}, want ${JSON.stringify(want)}`,
    );
  for (const name of ['tiny_moco_zip.pth.tar', 'tiny_moco_legacy.pth.tar', 'tiny_state_dict.pth']) {
    const isState = name === 'tiny_state_dict.pth';
    const prefix = isState ? 'module.encoder_q.' : '';
    const path = join(folder, 'files', name);
    const read = withFileBytes(path, (file) => {
      const found = readCheckpoint(file);
      if (!found.ok) return found;
      const { tensors, facts } = found.value;
      const names = isState ? checkpoint.classification_keys : Object.keys(checkpoint.tensors);
      same(`${name} names`, [...tensors.keys()], names);
      for (const key of names) {
        const [tensor, want] = [tensors.get(key), checkpoint.tensors[prefix + key]];
        same(`${name} ${key} shape`, tensor?.shape, want?.shape);
        same(`${name} ${key} type`, tensor?.type, want?.dtype);
        same(`${name} ${key}`, Array.from(tensor?.values() ?? []), want?.values.map(Math.fround));
      }
      for (const fact of isState ? [] : (['epoch', 'arch', 'norms'] as const)) {
        same(`${name} ${fact}`, facts.get(fact), checkpoint[fact]);
      }
      return succeed(null);
    });
    compare(read.ok, () => `${name}: ${JSON.stringify(read)}`);
  }
  return result;
}
