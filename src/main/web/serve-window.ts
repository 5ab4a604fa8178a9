import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome } from '../../shared/failure.ts';
import type { Engine } from '../engine/engine.ts';
import { isPictureAddress, pictureCaching, safeHeaders } from '../shell/page-policy.ts';
import { readWindowFile } from '../shell/window-file.ts';
import { answerCall, sendProblem } from './answer-call.ts';
import { sendEvents } from './send-events.ts';
import { openSession, type Session } from './session.ts';

export interface ServeOptions {
  readonly engine: Engine;
  /** folder of the built window */
  readonly rendererFolder: string;
  /** 0 takes a free one */
  readonly port?: number;
}

export interface ServedWindow {
  /** address with the one-time token; the first to open it holds the session */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the window to a browser of this machine, on 127.0.0.1 only.
 *
 * Every request must name this very host and port (against DNS rebinding), come from our own page
 * if it says where it comes from, and carry the session. Fails when the port cannot be had.
 */
export async function serveWindow(options: ServeOptions): Promise<Outcome<ServedWindow>> {
  const server = createServer();
  const wanted = options.port ?? 0;
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(wanted, '127.0.0.1', () => resolve(true));
  });
  if (!isListening) return { ok: false, failure: { kind: 'port-taken', port: wanted } };
  // `as`: a server that listens on a host and port has this form of address.
  const { port } = server.address() as AddressInfo;
  const session = openSession(`emcurator-${port}`);
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    if (isAdmitted(request, response, hosts, session))
      route(request, response, options).catch(() => response.destroy());
  });
  const served = {
    url: `http://127.0.0.1:${port}/?token=${session.token}`,
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections(); // event streams never end by themselves
      }),
  };
  return { ok: true, value: served };
}

/** Checks host, origin and session in this order; answers whoever is not admitted. */
function isAdmitted(
  request: IncomingMessage,
  response: ServerResponse,
  hosts: readonly string[],
  session: Session,
): boolean {
  const { host, origin, cookie } = request.headers;
  if (host === undefined || !hosts.includes(host)) {
    refuse(response, 403, 'This address does not belong to EM Curator.');
    return false;
  }
  const isOwn = origin === undefined ? request.method !== 'POST' : origin === `http://${host}`;
  if (!isOwn) {
    refuse(response, 403, 'Only the window of EM Curator may ask this.');
    return false;
  }
  if (enter(request, response, session)) return false;
  if (session.admits(cookie)) return true;
  refuse(response, 403, howToOpen);
  return false;
}

const howToOpen = `This window of EM Curator belongs to another browser session.
Open the address that was printed in the terminal. It works once;
start EM Curator again to get a new one.
`;

/** `GET /?token=...`: sets the cookie and leads to the page without the token in its address. */
function enter(request: IncomingMessage, response: ServerResponse, session: Session): boolean {
  const { pathname, searchParams } = addressOf(request);
  const token = searchParams.get('token');
  if (request.method !== 'GET' || pathname !== '/' || token === null) return false;
  const cookie = session.exchange(token);
  if (cookie === undefined && !session.admits(request.headers.cookie)) return false;
  if (cookie !== undefined) response.setHeader('set-cookie', cookie);
  response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end();
  return true;
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, rendererFolder }: ServeOptions,
): Promise<void> {
  const { pathname, search } = addressOf(request);
  const method = pathname === '/api/call' ? 'POST' : 'GET';
  if (request.method !== method && !(method === 'GET' && request.method === 'HEAD')) {
    response.setHeader('allow', method);
    sendProblem(response, { code: 'METHOD_NOT_SUPPORTED', message: `Use ${method}.` });
    return;
  }
  if (pathname === '/api/call') return answerCall(engine, request, response);
  if (pathname === '/api/events') return sendEvents(engine, response);
  if (isPictureAddress(pathname)) return sendPicture(engine, pathname + search, response);
  // The path as it was sent: the URL parser above would fold `..` before it can be refused.
  const [path = '/'] = (request.url ?? '/').split('?');
  const file = await readWindowFile(rendererFolder, path);
  if (file) response.writeHead(200, file.headers).end(file.body);
  else refuse(response, 404, 'There is nothing at this address.');
}

async function sendPicture(
  engine: Engine,
  address: string,
  response: ServerResponse,
): Promise<void> {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  const picture = await engine.picture(address, abort.signal);
  if (abort.signal.aborted) return;
  const headers = {
    'content-type': picture.contentType,
    'cache-control': pictureCaching(picture.cacheable),
  };
  response.writeHead(picture.status, headers).end(picture.body);
}

function addressOf(request: IncomingMessage): URL {
  try {
    return new URL(`http://127.0.0.1${request.url ?? '/'}`);
  } catch {
    return new URL('http://127.0.0.1/unreadable-address');
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
  });
  response.end(text);
}
