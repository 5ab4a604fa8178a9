import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { lacking } from './lacking.ts';
import { state } from './state.ts';

// Chromium cannot be taught a scheme from outside, so scheme://host/path is served as
// http://host.scheme.localhost:port/path by a loopback server that asks the same handler.

type Handler = (request: Request) => Response | Promise<Response>;
export interface CustomScheme {
  scheme: string;
  privileges?: Record<string, boolean>;
}

const handlers = new Map<string, Handler>();
const privileged = new Map<string, CustomScheme>();
let port = 0;

/** Electron's `protocol`. */
export const protocol = lacking('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    if (state.isReady)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const each of schemes) privileged.set(each.scheme, each);
  },
  handle(scheme: string, handler: Handler) {
    if (!privileged.has(scheme))
      throw new Error(`electron stand-in: register ${scheme} as privileged first`);
    handlers.set(scheme, handler);
  },
});

/** Starts the loopback server; its port. */
export async function listen(): Promise<number> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // `as`: a server that listens on a host and port has this form of address.
  port = (server.address() as AddressInfo).port;
  return port;
}

export const schemePort = (): number => port;
export const schemeNames = (): string[] => [...privileged.keys()];

/** The address Chromium is sent to for an app's address. */
export function toHttp(address: string): string {
  const [, scheme, host, rest] = /^([a-z][\w+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? [];
  return scheme && privileged.has(scheme)
    ? `http://${host || 'host'}.${scheme}.localhost:${port}${rest || '/'}`
    : address;
}

/** The address the app sees for an address of Chromium. */
export function toCustom(address: string): string {
  const form = new RegExp(`^http://([^/]*)\\.([\\w+-]+)\\.localhost:${port}`);
  return address.replace(form, (_all, host, scheme) => `${scheme}://${host}`);
}

/** Asks the app's handler. */
export async function respond(address: string, init: RequestInit): Promise<Response> {
  const handler = handlers.get(address.split(':')[0] ?? '');
  return handler
    ? handler(new Request(address, init))
    : new Response('no handler', { status: 404 });
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (name !== 'host' && name !== 'connection') headers.set(name, String(value));
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    const answer = await respond(toCustom(`http://${request.headers.host}${url}`), {
      method,
      headers,
      ...(hasBody ? { body: Readable.toWeb(request), duplex: 'half' } : {}),
    } as RequestInit);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    // `as`: the same web stream under its two declarations.
    if (answer.body) Readable.fromWeb(answer.body as ReadableStream).pipe(response);
    else response.end();
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}
