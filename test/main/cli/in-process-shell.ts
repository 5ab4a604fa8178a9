import { resolve } from 'node:path';
import { callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server';
import { runCommandLine } from '../../../src/main/cli/program.ts';
import type { Engine } from '../../../src/main/engine/engine.ts';
import { router } from '../../../src/main/engine/run/router.ts';
import type { Workbench } from '../../../src/main/engine/run/workbench.ts';

/** What a command printed and ended with. */
export interface Ended {
  readonly out: string;
  readonly notes: string;
  readonly code: number | undefined;
}

/**
 * Runs a command line against the real router over a hand-written workbench, in this process: how
 * commands behave towards engines that are slow, held or broken, which a real one seldom is.
 */
export async function runInProcess(
  bench: Partial<Workbench>,
  args: readonly string[],
  interrupt = new AbortController(),
): Promise<Ended> {
  let [out, notes] = ['', ''];
  let code: number | undefined;
  await runCommandLine(
    {
      terminal: {
        print: (text) => {
          out += text;
        },
        note: (text) => {
          notes += text;
        },
        redraws: false,
        columns: 80,
        workingFolder: '/lab',
        interrupted: interrupt.signal,
      },
      path: (given) => resolve('/lab', given),
      startEngine: () => inProcessEngine(bench),
      exit: (ended) => {
        code = ended;
      },
    },
    args,
  );
  return { out, notes, code };
}

function inProcessEngine(bench: Partial<Workbench>): Engine {
  return {
    call(type, path, input, listener) {
      const controller = new AbortController();
      const answer = async () => {
        const data = await callTRPCProcedure({
          router,
          path,
          type,
          ctx: { bench },
          signal: controller.signal,
          batchIndex: 0,
          getRawInput: async () => structuredClone(input),
        });
        if (type !== 'subscription') listener.data(data);
        // `as`: a subscription of the router is a generator.
        else for await (const item of data as AsyncIterable<unknown>) listener.data(item);
        listener.done();
      };
      answer().catch((problem: unknown) => listener.error(getTRPCErrorFromUnknown(problem)));
      return () => controller.abort();
    },
    picture: () => Promise.reject(new Error('the command line shows no pictures')),
    close: async () => {},
    onLost: () => {},
  };
}
