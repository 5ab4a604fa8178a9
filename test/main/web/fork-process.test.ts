import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forkProcesses, processEntry } from '../../../src/main/web/fork-process.ts';

const echo = () => forkProcesses(() => join(import.meta.dirname, 'entry', 'echo-process.ts'));
const nextMessage = (handle: ReturnType<ReturnType<typeof echo>>) =>
  new Promise<unknown>((resolve) => handle.onMessage(resolve));
const exitOf = (handle: ReturnType<ReturnType<typeof echo>>) =>
  new Promise<number | null>((resolve) => handle.onExit(resolve));

test('typed arrays cross whole in both directions', async () => {
  const handle = echo()('engine');
  const answer = nextMessage(handle);
  handle.send({ type: 'task', pixels: new Uint16Array([1, 65535]) });
  expect(await answer).toMatchObject({ message: { pixels: new Uint16Array([1, 65535]) } });
  handle.kill();
  expect(await exitOf(handle)).toBe(null);
});

test('an exit is reported once with its code, and sending afterwards does no harm', async () => {
  const handle = echo()('decode');
  const codes: (number | null)[] = [];
  handle.onExit((code) => codes.push(code));
  handle.send('end');
  await exitOf(handle);
  handle.send('too late');
  handle.kill();
  expect(codes).toEqual([7]);
});

test('a process that has no entry file ends with an exit, not with an error', async () => {
  const handle = forkProcesses(() => join(import.meta.dirname, 'entry', 'absent.ts'))('engine');
  expect(await exitOf(handle)).toBe(1);
});

test('from source an entry is the TypeScript file of engine/run', () => {
  expect(processEntry('inference')).toMatch(/src.main.engine.run.process.inference-process\.ts$/);
});
