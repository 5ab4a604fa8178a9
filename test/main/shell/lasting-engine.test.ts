import { expect, test } from 'vitest';
import type { Engine } from '../../../src/main/engine/engine.ts';
import { lastingEngine } from '../../../src/main/shell/lasting-engine.ts';

/** Engines numbered in order of their start, and a way to let the newest die. */
function mortalEngines() {
  const deaths: ((code: number | null) => void)[] = [];
  const start = (): Engine => {
    const number = deaths.length;
    return {
      call: (_operation, _path, _input, listener) => {
        listener.data(number);
        return () => undefined;
      },
      picture: () => Promise.reject(new Error('not asked here')),
      close: () => Promise.resolve(),
      onLost: (listener) => void deaths.push(listener),
    };
  };
  return { start, die: (code: number) => deaths.at(-1)?.(code), started: () => deaths.length };
}

function numberOf(engine: Engine): unknown {
  let number: unknown;
  const data = (value: unknown) => {
    number = value;
  };
  engine.call('query', 'number', undefined, {
    data,
    done: () => undefined,
    error: () => undefined,
  });
  return number;
}

test('calls go to a new engine after the old one died', () => {
  const engines = mortalEngines();
  const restarts: (number | null)[] = [];
  const engine = lastingEngine(engines.start, (code) => restarts.push(code));
  expect(numberOf(engine)).toBe(0);
  engines.die(139);
  expect([numberOf(engine), restarts]).toEqual([1, [139]]);
});

test('an engine that dies four times within a minute is given up', () => {
  const engines = mortalEngines();
  const given: (number | null)[] = [];
  const engine = lastingEngine(
    engines.start,
    () => undefined,
    () => 0,
  );
  engine.onLost((code) => given.push(code));
  for (let i = 0; i < 4; i++) engines.die(1);
  expect([engines.started(), given]).toEqual([4, [1]]);
});

test('one that dies now and then is always started again', () => {
  const engines = mortalEngines();
  let now = 0;
  lastingEngine(
    engines.start,
    () => undefined,
    () => now,
  );
  for (let i = 0; i < 10; i++) {
    now += 30_000;
    engines.die(1);
  }
  expect(engines.started()).toBe(11);
});
