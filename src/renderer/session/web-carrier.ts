import type { AnswerListener, Carrier } from './carrier.ts';

const retryMs = 2000;

/** Carries questions to the loopback server: POST for calls, one EventSource for events. */
export function webCarrier(): Carrier {
  window.addEventListener('pagehide', () => {
    isLeaving = true;
  });
  window.addEventListener('pageshow', () => {
    isLeaving = false;
  });
  const watchers: ((connected: boolean) => void)[] = [];
  const tell = (connected: boolean) => {
    for (const watcher of watchers) watcher(connected);
  };
  return {
    desktop: null,
    onConnection: (watcher) => void watchers.push(watcher),
    start(operation, path, input, listener) {
      if (operation === 'subscription') return listen(listener, tell);
      const stopper = new AbortController();
      void post({ operation, path, input }, stopper.signal, listener);
      return () => stopper.abort();
    },
  };
}

/** The page is going: what is sent now must outlive it. Browsers let no more than 64 KiB do so. */
let isLeaving = false;
const longestParting = 60_000;

async function post(
  question: object,
  signal: AbortSignal,
  listener: AnswerListener,
): Promise<void> {
  const body = JSON.stringify(question);
  try {
    const response = await fetch('/api/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: isLeaving && body.length < longestParting,
      signal,
    });
    // `as`: our own server answers in one of these two shapes; the caller's types come from the router.
    const answer = (await response.json()) as { data?: unknown; message?: string; code?: string };
    if (response.ok) {
      listener.data(answer.data);
      listener.done();
      return;
    }
    const message = answer.message ?? `The engine answered ${response.status}.`;
    listener.error({ message, code: answer.code ?? '', lost: response.status === 503 });
  } catch {
    if (signal.aborted) return;
    const message = 'The connection to EM Curator is lost. It is tried again by itself.';
    listener.error({ message, code: 'LOST', lost: true });
  }
}

/** EventSource reconnects by itself after a dropped line, but not after a refused answer: that is tried here. */
function listen(listener: AnswerListener, tell: (connected: boolean) => void): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  const open = () => {
    source = new EventSource('/api/events');
    source.onopen = () => tell(true);
    source.onmessage = (event) => listener.data(JSON.parse(String(event.data)));
    source.onerror = () => {
      tell(false);
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, retryMs);
    };
  };
  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
