import { protocol } from 'electron';
import type { Engine } from '../engine/engine.ts';
import { isPictureAddress, pictureCaching, safeHeaders } from '../shell/page-policy.ts';
import { readWindowFile } from '../shell/window-file.ts';
import { isOwnAddress, scheme } from './origin.ts';

/** Gives our scheme the rights of a web origin; Electron wants this before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Serves page, files and pictures under our scheme; no socket is opened. */
export function servePage(engine: Engine, rendererFolder: string): void {
  protocol.handle(scheme, async (request) => {
    if (!isOwnAddress(request.url) || request.method !== 'GET') return nothing();
    const { pathname, search } = new URL(request.url);
    if (isPictureAddress(pathname)) return pictureAt(engine, pathname + search, request.signal);
    const file = await readWindowFile(rendererFolder, pathname);
    return file ? new Response(copyOf(file.body), { headers: file.headers }) : nothing();
  });
}

async function pictureAt(engine: Engine, address: string, signal: AbortSignal): Promise<Response> {
  const picture = await engine.picture(address, signal);
  const headers = {
    ...safeHeaders,
    'content-type': picture.contentType,
    'cache-control': pictureCaching(picture.cacheable),
  };
  return new Response(copyOf(picture.body), { status: picture.status, headers });
}

function nothing(): Response {
  return new Response('There is nothing at this address.', { status: 404, headers: safeHeaders });
}

/** Response takes bytes of an own buffer; a Buffer may be a view of a shared pool. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
