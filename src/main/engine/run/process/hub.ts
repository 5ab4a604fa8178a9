import type {
  EngineReply,
  EngineRequest,
  Picture,
  ProcessEnd,
  ProcessHandle,
  StartProcess,
  TaskReply,
  TaskRequest,
} from '../task/process-message.ts';

export interface HubOptions {
  readonly shell: string;
  readonly configFolder: string;
  readonly roots: readonly string[];
  readonly workingFolder: string;
}

/** How a call or subscription ends or goes on, in the caller's process. */
export interface CallListener {
  data(value: unknown): void;
  done(): void;
  error(problem: { message: string; code: string }): void;
}

/** One connection to the engine: calls, pictures, and the relaying between its processes. */
export interface EngineHub {
  /** Starts a call; the returned function stops it (a subscription's end, a query nobody waits for). */
  call(
    operation: 'query' | 'mutation' | 'subscription',
    path: string,
    input: unknown,
    listener: CallListener,
  ): () => void;
  /**
   * Answers a picture address (`/patch/...`, `/volume/...`, `/context/...`).
   *
   * @param signal a picture that nobody waits for any more is not drawn to its end: status 503
   */
  picture(address: string, signal?: AbortSignal): Promise<Picture>;
  /** Closes the project and ends all processes. */
  close(): Promise<void>;
  /** Called when the engine process itself ends unasked; the shell says so and starts anew. */
  onLost(listener: (code: number | null) => void): void;
}

type Worker = 'decode' | 'inference';

/** Starts the engine process at once, its worker processes when first needed, and joins them. */
export function openHub(startProcess: StartProcess, options: HubOptions): EngineHub {
  const calls = new Map<number, CallListener>();
  const pictures = new Map<number, (picture: Picture) => void>();
  const lostListeners: ((code: number | null) => void)[] = [];
  let nextId = 1;
  let closing = false;
  const engine = startProcess('engine');
  const toEngine = (message: EngineRequest) => engine.send(message);
  const relay = relayTasks(startProcess, toEngine);
  const ended = new Promise<void>((resolve) => {
    engine.onExit((code) => {
      relay.kill();
      for (const listener of calls.values()) listener.error(engineGone);
      for (const answer of pictures.values()) answer(noPicture);
      calls.clear();
      pictures.clear();
      resolve();
      if (!closing) for (const listener of lostListeners) listener(code);
    });
  });
  // `as`: only our own engine process writes to this channel.
  engine.onMessage((message) => receive(message as EngineReply));
  toEngine({ type: 'start', ...options });

  function receive(reply: EngineReply): void {
    if (reply.type === 'task' || reply.type === 'task-stop' || reply.type === 'process-end') {
      relay.forward(reply);
      return;
    }
    if (reply.type === 'closed') {
      relay.kill();
      return;
    }
    if (reply.type === 'picture') {
      pictures.get(reply.id)?.(reply.picture);
      pictures.delete(reply.id);
      return;
    }
    const listener = calls.get(reply.id);
    if (reply.type === 'data') {
      listener?.data(reply.data);
      return;
    }
    calls.delete(reply.id);
    if (reply.type === 'done') listener?.done();
    else listener?.error(reply);
  }

  return {
    call(operation, path, input, listener) {
      const id = nextId++;
      calls.set(id, listener);
      toEngine({ type: 'call', id, operation, path, input });
      return () => {
        if (calls.delete(id)) toEngine({ type: 'stop', id });
      };
    },
    picture(address, signal) {
      const id = nextId++;
      return new Promise((resolve) => {
        const stop = () => {
          if (!pictures.delete(id)) return;
          toEngine({ type: 'stop', id });
          resolve(noPicture);
        };
        signal?.addEventListener('abort', stop, { once: true });
        pictures.set(id, resolve);
        toEngine({ type: 'picture', id, address });
      });
    },
    async close() {
      closing = true;
      toEngine({ type: 'shut-down' });
      await ended;
    },
    onLost: (listener) => void lostListeners.push(listener),
  };
}

const engineGone = {
  message: 'The engine process stopped. Open the project again; nothing acknowledged is lost.',
  code: 'ENGINE_GONE',
};
const noPicture: Picture = {
  status: 503,
  contentType: 'text/plain',
  cacheable: false,
  body: new Uint8Array(0),
};

/** Keeps the worker processes: starts one when first needed, and tells the engine which tasks died with it. */
function relayTasks(startProcess: StartProcess, toEngine: (message: TaskReply) => void) {
  const processes = new Map<Worker, { handle: ProcessHandle; tasks: Set<number> }>();

  function processFor(name: Worker) {
    const running = processes.get(name);
    if (running) return running;
    const started = { handle: startProcess(name), tasks: new Set<number>() };
    processes.set(name, started);
    // `as`: only our own worker processes write to this channel.
    started.handle.onMessage((message) => {
      const reply = message as TaskReply;
      if (reply.type !== 'task-progress') started.tasks.delete(reply.id);
      toEngine(reply);
    });
    started.handle.onExit(() => {
      if (processes.get(name) === started) processes.delete(name);
      for (const id of started.tasks) toEngine({ type: 'task-lost', id, process: name });
    });
    return started;
  }

  return {
    forward(request: TaskRequest | ProcessEnd) {
      if (request.type === 'process-end') {
        processes.get(request.to)?.handle.kill();
        return;
      }
      if (request.type === 'task-stop') {
        processes.get(request.to)?.handle.send(request);
        return;
      }
      const worker = processFor(request.to);
      worker.tasks.add(request.id);
      worker.handle.send(request);
    },
    kill() {
      for (const { handle } of processes.values()) handle.kill();
      processes.clear();
    },
  };
}
