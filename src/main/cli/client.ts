import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { Engine, Router } from '../engine/engine.ts';

/** The engine's procedures with their types, as the commands call them. */
export type Client = ReturnType<typeof connect>;

/** A typed client over the engine's own connection: no socket, no serialisation of its own. */
export function connect(engine: Engine) {
  return createTRPCClient<Router>({ links: [engineLink(engine)] });
}

/** True when a call ended because the engine process did, or was asked something it does not accept. */
export function problemCode(problem: unknown): string | undefined {
  const cause = problem instanceof TRPCClientError ? problem.cause : undefined;
  return cause !== undefined && 'code' in cause ? String(cause.code) : undefined;
}

function engineLink(engine: Engine): TRPCLink<Router> {
  return () =>
    ({ op }) =>
      observable((observer) =>
        engine.call(op.type, op.path, op.input, {
          data: (data) => observer.next({ result: { type: 'data', data } }),
          done: () => observer.complete(),
          error: ({ message, code }) =>
            observer.error(TRPCClientError.from(Object.assign(new Error(message), { code }))),
        }),
      );
}
