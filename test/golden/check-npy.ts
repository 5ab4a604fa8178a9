import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNpy } from '../../src/main/engine/decision/npy.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface NpyFiles {
  readonly labels: string[];
  readonly impaths: string[];
  readonly features_f32: number[][];
  readonly features_f64_fortran: number[][];
  readonly hash_bool: number[][];
}

/** files.json, the .npy part: every value exact. */
export async function checkNpy(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('files.json (.npy)');
  const file = readJson<NpyFiles>(folder, 'files.json');
  const names = ['labels', 'impaths', 'features_f32', 'features_f64_fortran', 'hash_bool'] as const;
  for (const name of names) {
    const path = join(folder, 'files', `${name}.npy`);
    const array = readNpy(readFileSync(path), path);
    const want = file[name];
    const shape = [want.length, ...(Array.isArray(want[0]) ? [want[0].length] : [])];
    compare(
      array.ok && array.value.shape.join() === shape.join(),
      () => `${name} shape: ${JSON.stringify(array)}, want ${shape}`,
    );
    want.flat().forEach((value, i) => {
      const found = array.ok ? array.value.values[i] : undefined;
      compare(found === value, () => `${name}[${i}]: ${found}, want ${value}`);
    });
  }
  return result;
}
