import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { Router } from '../main/engine/engine.ts';
import type { Carrier, DesktopDoor } from './session/carrier.ts';
import { type DesktopBridge, desktopCarrier } from './session/desktop-carrier.ts';
import { webCarrier } from './session/web-carrier.ts';

declare global {
  interface Window {
    readonly emcurator?: DesktopBridge;
  }
}

const carrier: Carrier = window.emcurator ? desktopCarrier(window.emcurator) : webCarrier();

/** A question that may never have reached the engine. */
export class ConnectionLost extends Error {}

/** The engine's procedures, typed by its router, over whichever shell shows this window. */
export const engine = createTRPCClient<Router>({ links: [carrierLink()] });

/** Native dialogs and drops of the desktop app; null in a browser. */
export const desktop: DesktopDoor | null = carrier.desktop;

/** Calls back now or soon, and whenever the connection comes or goes. */
export const onConnection = carrier.onConnection;

function carrierLink(): TRPCLink<Router> {
  return () =>
    ({ op }) =>
      observable((observer) =>
        carrier.start(op.type, op.path, op.input, {
          data: (data) => observer.next({ result: { type: 'data', data } }),
          done: () => observer.complete(),
          error: ({ message, lost }) => {
            const cause = lost ? new ConnectionLost(message) : new Error(message);
            observer.error(TRPCClientError.from(cause));
          },
        }),
      );
}

/** True when asking again later makes sense. */
export function isConnectionLost(problem: unknown): boolean {
  return problem instanceof TRPCClientError && problem.cause instanceof ConnectionLost;
}
