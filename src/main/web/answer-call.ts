import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';

/** Largest body of a call: a page of labels is kilobytes, so this is generous. */
export const maxBodyBytes = 16 * 1024 * 1024;

const callRequest = z.object({
  operation: z.enum(['query', 'mutation']),
  path: z.string().min(1).max(200),
  input: z.unknown().optional(), // JSON drops an undefined input
});

interface Problem {
  readonly message: string;
  readonly code: string;
}

const statuses: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ENGINE_GONE: 503,
};

/** Answers `POST /api/call`: one query or mutation, `{data}` or `{message, code}`. */
export async function answerCall(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request);
  if ('code' in call) {
    sendProblem(response, call);
    return;
  }
  const stop = engine.call(call.operation, call.path, call.input, {
    data: (data) => send(response, 200, { data }),
    done: () => undefined,
    error: (problem) => sendProblem(response, problem),
  });
  // A query nobody waits for is stopped; a mutation under way is finished.
  if (call.operation === 'query')
    response.on('close', () => {
      if (!response.writableFinished) stop();
    });
}

/** Sends a refusal as the window expects it. */
export function sendProblem(response: ServerResponse, { message, code }: Problem): void {
  send(response, statuses[code] ?? 500, { message, code });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 413 ? { connection: 'close' } : {}), // the rest of the body is not read
  });
  response.end(JSON.stringify(body));
}

async function readCall(request: IncomingMessage): Promise<z.infer<typeof callRequest> | Problem> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'A call is application/json.' };
  const text = await readBody(request);
  if (text === undefined)
    return { code: 'PAYLOAD_TOO_LARGE', message: `A call is at most ${maxBodyBytes} bytes.` };
  const parsed = callRequest.safeParse(parseJson(text));
  return parsed.success
    ? parsed.data
    : { code: 'BAD_REQUEST', message: 'A call is {operation, path, input}.' };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on return: the refusal still has to go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
