import type { Head } from './layout.ts';
import type { Normalisation } from './normalisation.ts';

/** An encoder read from a file, ready to be run by the inference process. */
export interface EncoderFile {
  readonly kind: 'onnx' | 'pytorch' | 'safetensors';
  /** such as ResNet-50; for an ONNX file what it says of itself */
  readonly architecture: string;
  /** in plain words: how the file was recognised and what of it is used */
  readonly layout: string;
  /** an ONNX model: the file itself, or one made of its weights */
  readonly graph: Uint8Array<ArrayBuffer>;
  readonly input: EncoderInput;
  readonly output: EncoderOutput;
  /** the last layer of a complete classifier; the graph then has an output `logit` too */
  readonly head: Head | null;
  /** SHA-256 of the file, in hexadecimal */
  readonly sha256: string;
  /** sentences for the user: what had to be assumed or left out */
  readonly warnings: readonly string[];
}

/** The one picture input: float32 [batch, channels, height, width]. */
export interface EncoderInput {
  readonly name: string;
  /** patches a call; null where any number goes */
  readonly batch: number | null;
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  /** `inside` takes grey values 0 to 255 as they are; otherwise what has to be done to them first */
  readonly normalisation: Normalisation | 'inside';
}

/** The embedding: float32, rank 2, or rank 4 to be averaged over its last two axes. */
export interface EncoderOutput {
  readonly name: string;
  readonly rank: 2 | 4;
  /** numbers in an embedding; null where the file does not say */
  readonly width: number | null;
}
