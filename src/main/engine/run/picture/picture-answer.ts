import type { Picture } from '../task/process-message.ts';

/** What an address asks for. */
export interface AskedPicture {
  /** of a patch or a volume, whichever the address names */
  readonly id: number;
  readonly query: URLSearchParams;
  /** ends what nobody waits for any more */
  readonly signal: AbortSignal;
}

/** A picture that there is not. */
export const missingPicture = (status: number): Picture => ({
  status,
  contentType: 'text/plain',
  cacheable: false,
  body: new Uint8Array(0),
});

/** A picture. One under whose address another may lie tomorrow is not cacheable. */
export const foundPicture = (contentType: string, body: Uint8Array, cacheable = true): Picture => ({
  status: 200,
  contentType,
  cacheable,
  body,
});
