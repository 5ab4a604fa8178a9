import { useCallback, useRef, type WheelEvent } from 'react';

/** Scrolled pixels that turn one section, and the pause in milliseconds after which a turn begins anew. */
const [pixelsEach, pauseMs] = [60, 180];
/** Browsers that count lines or pages instead: three lines or a page are one notch of a wheel. */
const pixelsIn = [1, 20, 60];

/**
 * Steps from a mouse wheel or a touchpad. The first movement turns one section at once; then a notch of a
 * wheel is one section, and so is a finger's width on a touchpad, which sends sixty movements a second.
 *
 * @param by called with 1 for up (on in the volume), -1 for down
 */
export function useWheelSteps(by: (steps: number) => void) {
  const state = useRef({ rest: 0, at: Number.NEGATIVE_INFINITY });
  return useCallback(
    (event: WheelEvent) => {
      // Two fingers apart are zoom, which the window keeps to itself.
      if (event.ctrlKey || event.deltaY === 0) return;
      const turned = event.deltaY * (pixelsIn[event.deltaMode] ?? 1);
      const { rest, at } = state.current;
      const isNew = event.timeStamp - at > pauseMs || rest * turned < 0;
      const sum = isNew ? Math.sign(turned) * pixelsEach : rest + turned;
      const isStep = Math.abs(sum) >= pixelsEach;
      // A notch may be 53 or 120 pixels, or a fast turn thousands: never more than one section a movement.
      state.current = { rest: isStep ? 0 : sum, at: event.timeStamp };
      if (isStep) by(turned > 0 ? -1 : 1);
    },
    [by],
  );
}
