import type { Outcome } from '../../../../shared/failure.ts';
import { outcomeOf, refuse } from '../refusal.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { FileBytes } from './file-bytes.ts';
import { looksLikeSafetensors, safetensors } from './safetensors.ts';
import { torchLegacy } from './torch-legacy.ts';
import { torchZip } from './torch-zip.ts';

/** One way of keeping weights in a file, recognised by the file's first bytes. */
interface Container {
  recognises(head: Buffer): boolean;
  read(file: FileBytes): Checkpoint;
}

const containers: readonly Container[] = [
  { recognises: (head) => head.readUInt32LE(0) === 0x04034b50, read: torchZip },
  { recognises: (head) => head[0] === 0x80 && (head[1] ?? 9) <= 5, read: torchLegacy },
  { recognises: looksLikeSafetensors, read: safetensors },
];

/** Whether a file begins like one of weights. */
export const isCheckpoint = (file: FileBytes): boolean => containerOf(file) !== null;

function containerOf(file: FileBytes): Container | null {
  if (file.size < 16) return null;
  const head = file.read(0, 16);
  return containers.find((container) => container.recognises(head)) ?? null;
}

/**
 * The tensors and facts of a torch or safetensors file, without running anything of it.
 *
 * Only descriptions are read; a tensor's numbers are read when its `values()` is called, while the
 * file is open. Failures: `header-invalid`, `file-truncated`.
 */
export function readCheckpoint(file: FileBytes): Outcome<Checkpoint> {
  return outcomeOf(
    file.path,
    () => containerOf(file)?.read(file) ?? refuse('it is neither of torch nor of safetensors'),
  );
}
