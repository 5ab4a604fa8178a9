import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
/** In screen pixels, as Electron counts them. */
export type Rectangle = z.infer<typeof rectangle>;

const windowState = z.object({ bounds: rectangle, isMaximized: z.boolean() });
/** Where the window was when it was last closed. */
export type WindowState = z.infer<typeof windowState>;

/** Smallest window the layout is drawn for. */
export const smallestWindow = { width: 900, height: 600 };
/** At least this much of the title bar must be on a screen for the window to be within reach. */
const reach = 100;

/** Reads the remembered state; undefined where there is none or it cannot be read. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return windowState.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined; // first start, or a damaged file: the default size is no loss
  }
}

/** Remembers the state; a folder that cannot be written is no reason to keep a window open. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // The next start uses the default size.
  }
}

/**
 * Bounds for a new window.
 *
 * @param remembered bounds of the last time.
 * @param screens work areas of the screens that are there now.
 * @returns the remembered bounds where their upper edge is within reach of a screen and they fit it;
 *   undefined leaves size and place to the system.
 */
export function boundsWithinReach(
  remembered: Rectangle | undefined,
  screens: readonly Rectangle[],
): Rectangle | undefined {
  if (!remembered) return undefined;
  const screen = screens.find(
    (area) =>
      remembered.y >= area.y &&
      remembered.y <= area.y + area.height - reach &&
      overlap(remembered, area) >= reach,
  );
  if (!screen) return undefined;
  return {
    x: remembered.x,
    y: remembered.y,
    width: Math.min(Math.max(remembered.width, smallestWindow.width), screen.width),
    height: Math.min(Math.max(remembered.height, smallestWindow.height), screen.height),
  };
}

/** Width that two rectangles share. */
function overlap(one: Rectangle, other: Rectangle): number {
  return Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
}
