import { randomBytes } from 'node:crypto';

/** What `index.html` carries where the page's style nonce belongs. */
export const noncePlaceholder = '__NONCE__';

/** A fresh style nonce; one a page load. */
export function freshNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The content security policy of the window, the same in every shell.
 *
 * Styles need the nonce because Mantine writes its variables into a style element; WebAssembly is
 * the only code that may be compiled at run time.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer, page or not. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Cache rule of a picture: its address names project, patch and settings, so it never changes. */
export function pictureCaching(cacheable: boolean): string {
  return cacheable ? 'private, max-age=31536000, immutable' : 'no-store';
}

/** Whether the engine answers this address with a picture. */
export function isPictureAddress(path: string): boolean {
  return ['/patch/', '/volume/', '/context/', '/section/'].some((start) => path.startsWith(start));
}
