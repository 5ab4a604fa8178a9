import type { Picture } from './process-message.ts';

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
