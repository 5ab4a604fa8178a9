import { z } from 'zod';

/** The encoder that is always there: about sixty texture features, no file. */
export const textureEncoderHash = 'texture-embedding-5';

/** What turns a patch into an embedding: a row of numbers that a filter model learns from. */
export const encoderRecord = z.object({
  /** of its file's bytes and how they are used; embeddings are kept under it */
  hash: z.string(),
  name: z.string(),
  kind: z.enum(['texture', 'onnx', 'pytorch', 'safetensors']),
  /** "ResNet-34", "texture features" */
  architecture: z.string(),
  /** how the file was understood, in words */
  layout: z.string(),
  /** numbers in an embedding */
  width: z.int().min(1),
  /** a last layer that came with it makes it a complete classifier */
  isClassifier: z.boolean(),
  warnings: z.array(z.string()),
});

/** An encoder as a window lists it. */
export const encoderListing = encoderRecord.extend({
  /** the one that models learn from now */
  inUse: z.boolean(),
  /** exemplars of the current cut that it has embedded */
  embedded: z.int(),
  exemplars: z.int(),
});
export type EncoderListing = z.infer<typeof encoderListing>;
