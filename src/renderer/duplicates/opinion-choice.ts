import { textureEncoderHash } from '../../shared/encoder.ts';
import { createStore } from '../session/store.ts';

/**
 * Whether a second opinion is wanted, and whose: measuring it reads patches from their volumes. The same for
 * groups and for pairs.
 */
export const opinionChoice = createStore<{
  readonly isOn: boolean;
  /** hash of the encoder that is asked */
  readonly encoder: string;
}>({ isOn: false, encoder: textureEncoderHash });

/** An encoder that can be asked. */
export interface AskedEncoder {
  readonly hash: string;
  readonly name: string;
}

/** The one that is asked: as chosen, or the texture where that one is not there (any more). */
export function encoderAsked(
  encoders: readonly AskedEncoder[],
  chosen: string,
): AskedEncoder | undefined {
  return encoders.find(({ hash }) => hash === chosen) ?? encoders[0];
}

/** The one after it. */
export function nextEncoder(encoders: readonly AskedEncoder[], chosen: string): string {
  const at = encoders.findIndex(({ hash }) => hash === encoderAsked(encoders, chosen)?.hash);
  return encoders[(at + 1) % encoders.length]?.hash ?? chosen;
}
