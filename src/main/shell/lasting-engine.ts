import type { Engine } from '../engine/engine.ts';

/** An engine that dies this often within a minute is broken, not unlucky: it is not started again. */
const startsAMinute = 4;

/**
 * An engine that is started anew when its process ends unasked.
 *
 * Calls under way end with the hub's ENGINE_GONE error; later ones go to the new process, which has
 * no project open. `onLost` is called only once starting again is given up.
 *
 * @param start starts one engine.
 * @param onRestart told the exit code of the process that was replaced.
 * @param now milliseconds; injected for tests.
 */
export function lastingEngine(
  start: () => Engine,
  onRestart: (code: number | null) => void,
  now: () => number = Date.now,
): Engine {
  const lostListeners: ((code: number | null) => void)[] = [];
  const starts: number[] = [];
  let engine = begin();

  function begin(): Engine {
    starts.push(now());
    const started = start();
    started.onLost((code) => {
      const recent = starts.filter((time) => now() - time < 60_000);
      if (recent.length >= startsAMinute) {
        for (const listener of lostListeners) listener(code);
        return;
      }
      engine = begin();
      onRestart(code);
    });
    return started;
  }

  return {
    call: (operation, path, input, listener) => engine.call(operation, path, input, listener),
    picture: (address, signal) => engine.picture(address, signal),
    close: () => engine.close(),
    onLost: (listener) => void lostListeners.push(listener),
  };
}
