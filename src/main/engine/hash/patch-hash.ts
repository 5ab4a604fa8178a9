import { bytesPerHash } from '../kernel/difference-hash.ts';

export { bytesPerHash };

/** How patches are hashed: resized to patchSize x patchSize, then to hashSize * hashSize bits. */
export interface HashSettings {
  readonly patchSize: number;
  readonly hashSize: number;
}

/** @returns two lower-case digits a byte, as imagehash writes a hash. */
export function hashHex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('hex');
}
