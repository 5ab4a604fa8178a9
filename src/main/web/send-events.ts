import type { ServerResponse } from 'node:http';
import type { Engine } from '../engine/engine.ts';

/** Often enough that a proxy or a sleeping laptop's dead connection is noticed. */
const heartbeatMs = 15_000;

/**
 * Answers `GET /api/events`: the engine's one subscription as server-sent events, until the client
 * leaves. Each message is one EngineEvent; when the engine ends it, the connection closes and the
 * browser connects again by itself.
 */
export function sendEvents(engine: Engine, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  const stop = engine.call('subscription', 'events', undefined, {
    data: (event) => void response.write(`data: ${JSON.stringify(event)}\n\n`),
    done: () => void response.end(),
    error: () => void response.end(),
  });
  response.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
