import { join } from 'node:path';
import { z } from 'zod';
import { encoderRecord, textureEncoderHash } from '../../../../shared/encoder.ts';
import { textureEmbeddingNames } from '../../feature/texture-embedding.ts';
import { networkUse } from '../../inference/network-use.ts';
import type { Session } from '../project/session.ts';
import { type EmbeddingFile, embeddingFile } from './embedding-file.ts';

/** An encoder as stored; the built-in one has no network. */
const storedEncoder = z.object({ record: encoderRecord, network: networkUse.nullable() });
export type StoredEncoder = z.infer<typeof storedEncoder>;

/** Texture features measured by our own kernels: always there, no download. */
export const textureEncoder: StoredEncoder = {
  record: {
    hash: textureEncoderHash,
    name: 'Texture',
    kind: 'texture',
    architecture: `${textureEmbeddingNames.length} texture features`,
    layout: 'Comes with EM Curator.',
    width: textureEmbeddingNames.length,
    isClassifier: false,
    warnings: [],
  },
  network: null,
};

/** All encoders of a project, the built-in one first. */
export function encodersOf(session: Session): readonly StoredEncoder[] {
  const added = session.catalog.encoders.all();
  return [textureEncoder, ...added.map((text) => storedEncoder.parse(JSON.parse(text)))];
}

/** The encoder that models learn from now. */
export function encoderInUse(session: Session): StoredEncoder {
  return encoderByHash(session, session.catalog.settings.get('encoder')) ?? textureEncoder;
}

export function encoderByHash(session: Session, hash: string | null): StoredEncoder | null {
  return encodersOf(session).find(({ record }) => record.hash === hash) ?? null;
}

export const encoderText = (encoder: StoredEncoder): string => JSON.stringify(encoder);

/** The graph of an added encoder, as it is run. */
export const encoderGraph = (session: Session, hash: string): string =>
  join(session.folder, 'models', `encoder-${hash}.onnx`);

/** The last layer of an encoder that came as a complete classifier, as a head. */
export const encoderHead = (session: Session, hash: string): string =>
  join(session.folder, 'models', `encoder-${hash}-head.json`);

/** Where an encoder's embeddings lie. */
export const embeddingsOf = (session: Session, { record }: StoredEncoder): EmbeddingFile =>
  embeddingFile(join(session.folder, 'embeddings', `${record.hash}.f16`), record.width);

/** Exemplars of the current cut that an encoder has embedded. */
export function countEmbedded(session: Session, { record }: StoredEncoder): number {
  const { rows, holes } = session.catalog.embeddings.of(record.hash);
  const { ordinal } = session.columns();
  const missing = new Set(holes);
  let count = 0;
  for (const each of ordinal) if (each < rows && !missing.has(each)) count++;
  return count;
}
