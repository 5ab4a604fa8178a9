// An engine of one page: enough for the shells' own tests, which ask it things the real one would not do.
import { appendFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

interface Request {
  type: string;
  id: number;
  operation?: string;
  path?: string;
  input?: unknown;
  address?: string;
}
interface Port {
  postMessage(message: object): void;
  on(event: 'message', listener: (event: { data: Request }) => void): void;
}

// `as`: Electron, or the stand-in, adds parentPort to process; Node's types do not know it.
const { parentPort } = process as unknown as { parentPort: Port };
const reply = (message: object) => parentPort.postMessage(message);
const log = process.env['SMALL_APP_LOG'];
const note = (line: string) => log && appendFileSync(log, `${line}\n`);

parentPort.on('message', ({ data }) => {
  const { type, id, path, input } = data;
  if (type === 'picture') reply({ type, id, picture: pictureAt(data.address ?? '') });
  else if (type === 'call') call(id, path ?? '', input);
  else if (type === 'stop') note(`stop ${id}`);
  else if (type === 'shut-down') {
    note('shut-down');
    reply({ type: 'closed' });
    setTimeout(() => process.exit(0), 10);
  }
});

function call(id: number, path: string, input: unknown): void {
  note(`call ${path}`);
  if (path === 'die') process.exit(3);
  if (path === 'events') return;
  const recent = [{ name: 'Liver & kidney', folder: '/p/liver', openedAt: 0, exists: true }];
  const answers: Record<string, unknown> = { echo: input, 'project.recent': recent };
  if (path in answers) {
    reply({ type: 'data', id, data: answers[path] });
    reply({ type: 'done', id });
  } else reply({ type: 'error', id, message: `No ${path}`, code: 'NOT_FOUND' });
}

function pictureAt(address: string) {
  note(`picture ${address}`);
  const body = greyPng(Number(/(\d+)$/.exec(address)?.[1] ?? 1));
  return { status: 200, contentType: 'image/png', cacheable: true, body };
}

/** A black square of this edge. */
function greyPng(edge: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(data.length, 0);
    numbers.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 8;
  const pixels = deflateSync(Buffer.alloc(edge * (edge + 1)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}
