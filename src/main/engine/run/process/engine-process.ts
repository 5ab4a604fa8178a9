import { callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server';
import { type OpenWorkbench, openWorkbench } from '../open-workbench.ts';
import { router } from '../router.ts';
import type { EngineReply, EngineRequest } from '../task/process-message.ts';
import { taskClient } from '../task/task-client.ts';
import { processPort } from './process-port.ts';

// The engine process: the router, the catalog and the jobs. Everything else is asked of others.

const port = processPort();
const reply = (message: EngineReply) => port.send(message);
const tasks = taskClient(reply);
const running = new Map<number, AbortController>();
let bench: OpenWorkbench | null = null;

// `as`: only the hub of the shell writes to this channel.
port.onMessage((message) => void receive(message as EngineRequest));

async function receive(request: EngineRequest): Promise<void> {
  switch (request.type) {
    case 'start':
      bench = openWorkbench(tasks, request);
      return;
    case 'call':
      return call(request);
    case 'stop':
      running.get(request.id)?.abort();
      return;
    case 'picture':
      return answerPicture(request.id, request.address);
    case 'shut-down':
      return shutDown();
    default:
      tasks.receive(request);
  }
}

async function call(request: Extract<EngineRequest, { type: 'call' }>): Promise<void> {
  const { id, operation, path, input } = request;
  const abort = new AbortController();
  running.set(id, abort);
  try {
    if (!bench) throw new Error('The engine has not started.');
    const answer: unknown = await callTRPCProcedure({
      router,
      path,
      type: operation,
      getRawInput: async () => input,
      ctx: { bench },
      signal: abort.signal,
      batchIndex: 0,
    });
    if (operation !== 'subscription') reply({ type: 'data', id, data: answer });
    // `as`: every subscription of the router is an async generator.
    else
      for await (const data of answer as AsyncIterable<unknown>) reply({ type: 'data', id, data });
    reply({ type: 'done', id });
  } catch (error) {
    const { message, code } = getTRPCErrorFromUnknown(error);
    if (code === 'INTERNAL_SERVER_ERROR') console.error(error);
    reply({ type: 'error', id, message, code });
  } finally {
    running.delete(id);
  }
}

async function answerPicture(id: number, address: string): Promise<void> {
  const missing = {
    status: 404,
    contentType: 'text/plain',
    cacheable: false,
    body: new Uint8Array(0),
  };
  const abort = new AbortController();
  running.set(id, abort);
  const picture = await bench?.picture(address, abort.signal).catch((error: unknown) => {
    console.error(error);
    return { ...missing, status: 500 };
  });
  running.delete(id);
  reply({ type: 'picture', id, picture: picture ?? missing });
}

async function shutDown(): Promise<void> {
  for (const abort of running.values()) abort.abort();
  await bench?.shutDown();
  reply({ type: 'closed' });
  process.exit(0);
}
