import type { Box } from './patch.ts';

/** How many patch edges of surroundings a context picture shows on each side. */
export const contextReach = 1.5;

/** Part of a cross-section that a context picture shows: the box with its surroundings, cut off at the borders. */
export function contextWindow(patch: Box, height: number, width: number): Box {
  const reachY = Math.round((patch.y1 - patch.y0) * contextReach);
  const reachX = Math.round((patch.x1 - patch.x0) * contextReach);
  return {
    y0: Math.max(0, patch.y0 - reachY),
    y1: Math.min(height, patch.y1 + reachY),
    x0: Math.max(0, patch.x0 - reachX),
    x1: Math.min(width, patch.x1 + reachX),
  };
}
