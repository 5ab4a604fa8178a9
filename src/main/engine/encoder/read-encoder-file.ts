import { createHash } from 'node:crypto';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { onnxModel } from '../onnx/onnx-writer.ts';
import type { Checkpoint } from './checkpoint/checkpoint.ts';
import { type FileBytes, withFileBytes } from './checkpoint/file-bytes.ts';
import { isCheckpoint, readCheckpoint } from './checkpoint/read-checkpoint.ts';
import type { EncoderFile } from './encoder-file.ts';
import { recognisedResnet } from './layout.ts';
import { looksLikeOnnx, onnxEncoder } from './onnx-file.ts';
import { outcomeOf } from './refusal.ts';
import { patchEdge, resnetGraph } from './resnet-graph.ts';

/** Largest file that is looked at; an ONNX model cannot be larger either. */
const largestFile = 2 ** 31 - 1;

/**
 * An encoder out of an ONNX, PyTorch or safetensors file, told apart by content. Nothing of the file
 * is executed.
 *
 * Failures: `file-missing`, `file-unreadable`, `file-truncated`, `header-invalid` (all else, with the
 * reason in plain words).
 */
export async function readEncoderFile(path: string): Promise<Outcome<EncoderFile>> {
  return withFileBytes(path, (file) => {
    const read = encoderIn(file);
    return read.ok ? succeed({ ...read.value, sha256: sha256Of(file) }) : read;
  });
}

function encoderIn(file: FileBytes): Outcome<Omit<EncoderFile, 'sha256'>> {
  const invalid = (what: string) => fail({ kind: 'header-invalid', path: file.path, what });
  if (file.size > largestFile)
    return invalid(`encoder files have up to 2 GiB, this ${file.size} bytes`);
  if (isCheckpoint(file)) {
    const checkpoint = readCheckpoint(file);
    return checkpoint.ok ? weightsEncoder(file.path, checkpoint.value) : checkpoint;
  }
  return looksLikeOnnx(file)
    ? onnxEncoder(file)
    : invalid('it is neither an ONNX model nor weights of PyTorch or safetensors');
}

function weightsEncoder(
  path: string,
  checkpoint: Checkpoint,
): Outcome<Omit<EncoderFile, 'sha256'>> {
  return outcomeOf(path, () => {
    const resnet = recognisedResnet(checkpoint);
    const { architecture, layout, head, warnings } = resnet;
    const metadata = { architecture, layout, normalisation: 'inside' };
    return {
      kind: checkpoint.container === 'safetensors' ? 'safetensors' : 'pytorch',
      architecture,
      layout,
      graph: onnxModel(resnetGraph(resnet), { producer: 'EM Curator', metadata }),
      input: {
        name: 'patches',
        batch: null,
        channels: 1,
        height: patchEdge,
        width: patchEdge,
        normalisation: 'inside',
      },
      output: { name: 'embedding', rank: 2, width: resnet.plan.width },
      head,
      warnings,
    };
  });
}

const hashedAtOnce = 1 << 20;

function sha256Of(file: FileBytes): string {
  const hash = createHash('sha256');
  for (let at = 0; at < file.size; at += hashedAtOnce) {
    hash.update(file.read(at, Math.min(hashedAtOnce, file.size - at)));
  }
  return hash.digest('hex');
}
