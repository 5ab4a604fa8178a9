import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxBodyBytes } from '../../../src/main/web/answer-call.ts';
import { type ServedWindow, serveWindow } from '../../../src/main/web/serve-window.ts';
import { type Answer, type Asked, ask } from './ask.ts';
import { smallEngine } from './small-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'emcurator-web-'));
const rendererFolder = join(folder, 'renderer');
const engine = smallEngine();
let served: ServedWindow;
let host: string;
let cookie: string;

beforeAll(async () => {
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), '<meta nonce="__NONCE__"><p>__NONCE__</p>');
  writeFileSync(join(rendererFolder, 'assets', 'main-1a2b.js'), 'export {};');
  writeFileSync(join(rendererFolder, 'notes.secret'), 'no type, not served');
  writeFileSync(join(folder, 'outside.json'), '"outside"');
  writeFileSync(join(folder, 'renderer-twin.json'), '"twin"');
  symlinkSync(join(folder, 'outside.json'), join(rendererFolder, 'link.json'));
  served = await serveFresh();
  host = `127.0.0.1:${served.port}`;
  const entered = await ask({ port: served.port, path: pathOf(served.url) });
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

async function serveFresh(): Promise<ServedWindow> {
  const outcome = await serveWindow({ engine, rendererFolder });
  if (!outcome.ok) throw new Error(outcome.failure.kind);
  return outcome.value;
}

const pathOf = (url: string) => url.slice(url.indexOf('/', 7));
const get = (path: string, headers = {}): Promise<Answer> =>
  ask({ port: served.port, path, headers: { cookie, ...headers } });
const post = (body: string, over: Partial<Asked> = {}): Promise<Answer> =>
  ask({
    port: served.port,
    path: '/api/call',
    method: 'POST',
    body,
    ...over,
    headers: {
      cookie,
      origin: `http://${host}`,
      'content-type': 'application/json',
      ...over.headers,
    },
  });
const echo = JSON.stringify({ operation: 'query', path: 'echo', input: { a: [1] } });

test('the printed token is exchanged once for a cookie that scripts and other sites cannot use', async () => {
  const fresh = await serveFresh();
  const path = pathOf(fresh.url);
  const wrong = await ask({ port: fresh.port, path: '/?token=guess' });
  expect([wrong.status, wrong.headers['set-cookie']]).toEqual([403, undefined]);
  const first = await ask({ port: fresh.port, path });
  expect([first.status, first.headers['location']]).toEqual([303, '/']);
  expect(String(first.headers['set-cookie'])).toMatch(
    new RegExp(`^emcurator-${fresh.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  );
  const second = await ask({ port: fresh.port, path });
  expect([second.status, second.headers['set-cookie']]).toEqual([403, undefined]);
  const [own = ''] = String(first.headers['set-cookie']).split(';');
  const reload = await ask({ port: fresh.port, path, headers: { cookie: own } });
  expect([reload.status, reload.headers['set-cookie']]).toEqual([303, undefined]);
  await fresh.close();
});

test('nothing is answered without the session', async () => {
  for (const path of ['/', '/api/events', '/patch/k/1', '/assets/main-1a2b.js', '/?token=']) {
    const bare = await ask({ port: served.port, path });
    expect([path, bare.status]).toEqual([path, 403]);
    expect(bare.text).toContain('Open the address that was printed');
  }
  const forged = `emcurator-${served.port}=${'x'.repeat(43)}`;
  expect((await get('/', { cookie: forged })).status).toBe(403);
  expect((await get('/', { cookie: `x${cookie}` })).status).toBe(403);
  expect((await post(echo, { headers: { cookie: '' } })).status).toBe(403);
  expect((await get('/', { cookie: `other=1; ${cookie}` })).status).toBe(200);
});

test('a request must name this host and port', async () => {
  const others = ['evil.example', `evil.example:${served.port}`, '127.0.0.1', 'localhost:1'];
  others.push(`127.0.0.1:${served.port}.evil.example`, `[::1]:${served.port}`);
  for (const other of others) {
    expect([other, (await get('/', { host: other })).status]).toEqual([other, 403]);
  }
  expect((await get('/', { host: `localhost:${served.port}` })).status).toBe(200);
});

test('an origin must be ours when sent, and must be sent with a call', async () => {
  for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1', `https://${host}`]) {
    expect([origin, (await get('/', { origin })).status]).toEqual([origin, 403]);
    expect([origin, (await post(echo, { headers: { origin } })).status]).toEqual([origin, 403]);
  }
  const headers = { cookie, 'content-type': 'application/json' };
  const noOrigin = { port: served.port, path: '/api/call', method: 'POST', headers, body: echo };
  expect((await ask(noOrigin)).status).toBe(403);
  expect((await get('/', { origin: `http://${host}` })).status).toBe(200);
});

test('the page carries a policy whose nonce is new each time and stands in the page', async () => {
  const [first, second] = [await get('/'), await get('/')];
  const policy = String(first.headers['content-security-policy']);
  const nonce = /style-src 'self' 'nonce-([^']{24})'/.exec(policy)?.[1];
  expect(first.text).toBe(`<meta nonce="${nonce}"><p>${nonce}</p>`);
  expect(second.text).not.toBe(first.text);
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src");
  expect(policy).not.toContain('unsafe-inline');
  expect(first.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('files of the window are served with their type, others are not', async () => {
  const script = await get('/assets/main-1a2b.js?v=1');
  expect([script.status, script.text]).toEqual([200, 'export {};']);
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.headers['cache-control']).toContain('immutable');
  for (const path of ['/none.js', '/assets', '/assets/', '/notes.secret', '//', '/index.html/x'])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

test('no spelling of a path leads out of the folder', async () => {
  const spellings = [
    '/../outside.json',
    '/assets/../../outside.json',
    '/%2e%2e/outside.json',
    '/%2e%2e%2foutside.json',
    '/..%2foutside.json',
    '/..%5coutside.json',
    '/..\\outside.json',
    '/%252e%252e%252foutside.json',
    '/....//outside.json',
    '/%c0%ae%c0%ae/outside.json',
    '/%uff0e%uff0e/outside.json',
    '/../renderer-twin.json',
    `/${encodeURIComponent(join(folder, 'outside.json'))}`,
    `/${join(folder, 'outside.json')}`,
    '/link.json',
    '/index.html%00.js',
    '/%',
  ];
  for (const path of spellings) {
    const { status, text } = await get(path);
    expect([path, status, text]).toEqual([path, 404, 'There is nothing at this address.']);
  }
});

test('a call is answered with its data or its problem', async () => {
  const good = await post(echo);
  expect([good.status, JSON.parse(good.text)]).toEqual([200, { data: { a: [1] } }]);
  const bad = await post(JSON.stringify({ operation: 'mutation', path: 'absent' }));
  expect([bad.status, JSON.parse(bad.text)]).toEqual([
    404,
    { message: 'No absent', code: 'NOT_FOUND' },
  ]);
  for (const body of ['', '{', '[]', '{"operation":"subscription","path":"events"}'])
    expect([body, (await post(body)).status]).toEqual([body, 400]);
  const form = { 'content-type': 'text/plain' };
  expect((await post(echo, { headers: form })).status).toBe(415);
});

test('a body over the limit is refused, declared or not', async () => {
  const tooLong = Buffer.alloc(maxBodyBytes + 1, 0x20);
  expect((await post('', { headers: { 'content-length': String(tooLong.length) } })).status).toBe(
    413,
  );
  const chunked = { 'transfer-encoding': 'chunked' };
  const answer = await post('', { body: tooLong, headers: chunked }).catch((error) => error.code);
  // The rest of the body is not read: the refusal or the closed connection, whichever is seen first.
  if (typeof answer === 'string') expect(['EPIPE', 'ECONNRESET']).toContain(answer);
  else expect(answer.status).toBe(413);
  expect((await post(echo)).status).toBe(200);
});

test('other methods are refused by name', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const { status, headers } = await post('', { method });
    expect([method, status, headers['allow']]).toEqual([method, 405, 'POST']);
  }
  expect((await post('', { path: '/' })).headers['allow']).toBe('GET');
  expect((await get('/api/call')).status).toBe(405);
  expect(
    (await ask({ port: served.port, path: '/', method: 'HEAD', headers: { cookie } })).text,
  ).toBe('');
});

test('pictures come from the engine with their cache rule', async () => {
  const patch = await get('/patch/k/7?low=1');
  expect(engine.asked).toContain('picture /patch/k/7?low=1');
  expect([patch.status, patch.headers['content-type'], patch.text]).toEqual([
    200,
    'image/png',
    '\u0001\u0002\u0003',
  ]);
  expect(patch.headers['cache-control']).toBe('private, max-age=31536000, immutable');
  expect((await get('/volume/k/7')).headers['cache-control']).toBe('no-store');
});

test('events stream until the client leaves, and the subscription ends with it', async () => {
  const socket = connect(served.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.write(`GET /api/events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
  await expect.poll(() => engine.subscribers()).toBe(1);
  engine.emit({ kind: 'project', project: null });
  await expect.poll(() => text).toContain('data: {"kind":"project","project":null}\n\n');
  expect(text).toContain('content-type: text/event-stream');
  socket.destroy();
  await expect.poll(() => engine.subscribers()).toBe(0);
});

test('a query is stopped when nobody waits for it any more', async () => {
  const body = JSON.stringify({ operation: 'query', path: 'slow' });
  const socket = connect(served.port, '127.0.0.1');
  socket.write(
    `POST /api/call HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nCookie: ${cookie}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await expect.poll(() => engine.asked).toContain('query slow');
  socket.destroy();
  await expect.poll(() => engine.asked).toContain('stopped slow');
});

test('the server listens on the loopback address alone and refuses a taken port', async () => {
  expect(await serveWindow({ engine, rendererFolder, port: served.port })).toEqual({
    ok: false,
    failure: { kind: 'port-taken', port: served.port },
  });
  const other = await new Promise<string>((resolve) => {
    const socket = connect(served.port, '127.0.0.2');
    socket.on('connect', () => resolve('connected')).on('error', (error) => resolve(error.message));
  });
  expect(other).toContain('ECONNREFUSED');
});
