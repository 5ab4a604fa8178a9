import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy, freshNonce, noncePlaceholder, safeHeaders } from './page-policy.ts';

/** One file of the window, ready to send. */
export interface WindowFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Reads one file of the built window.
 *
 * @param folder the built renderer.
 * @param path the address's path, still percent-encoded; `/` is the page.
 * @returns undefined for whatever is not a file inside the folder, however it is spelled: the real
 *   path decides, so neither `..` in any encoding nor a link leads out.
 */
export async function readWindowFile(
  folder: string,
  path: string,
): Promise<WindowFile | undefined> {
  const file = await realFile(folder, path === '/' ? '/index.html' : path);
  const type = file && contentTypes[extname(file)];
  if (!file || !type) return undefined;
  const body = await readFile(file);
  if (extname(file) === '.html') return withNonce(body.toString('utf8'), type);
  const hashed = path.startsWith('/assets/');
  const caching = hashed ? 'private, max-age=31536000, immutable' : 'no-cache';
  return { body, headers: { ...safeHeaders, 'content-type': type, 'cache-control': caching } };
}

function withNonce(page: string, type: string): WindowFile {
  const nonce = freshNonce();
  return {
    body: Buffer.from(page.replaceAll(noncePlaceholder, nonce)),
    headers: {
      ...safeHeaders,
      'content-type': type,
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce),
    },
  };
}

async function realFile(folder: string, path: string): Promise<string | undefined> {
  try {
    const name = decodeURIComponent(path);
    if (name.includes('\0')) return undefined;
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
    return file.startsWith(root + sep) ? file : undefined;
  } catch {
    return undefined; // malformed encoding or no such file: to the asker both are "not found"
  }
}
