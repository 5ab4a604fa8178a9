import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Point } from './lasso-path.ts';

export type LassoUse = 'replace' | 'add' | 'remove';

/** Movement that turns a click into a lasso, in CSS pixels. */
const begins = 6;
/** A finger scrolls at once; resting this long it draws. */
const longPressMs = 350;
/** Near an edge the grid scrolls by this much a frame. */
const [edge, edgeStep] = [28, 14];

interface Drawing {
  readonly pointer: number;
  readonly path: Point[];
  readonly use: LassoUse;
  readonly isTouch: boolean;
  client: Point;
  begun: boolean;
}

/** What is drawn over: what a line of content points catches, and how far and how it is scrolled. */
export interface LassoGround {
  readonly caught: (path: readonly Point[]) => readonly number[];
  readonly offset: () => number;
  readonly scrollTo: (offset: number) => void;
}

/**
 * Draws a freehand line over what is marked `data-grid` or `data-lasso` and tells what it caught: with the
 * mouse or a pen from the first movement, with a finger after it rested. Ctrl adds, Alt takes out.
 *
 * @returns the line so far relative to what is seen, as SVG points; null while none is drawn
 */
export function useLasso(
  scroller: RefObject<HTMLDivElement | null>,
  ground: LassoGround,
  onLasso: (places: readonly number[], use: LassoUse) => void,
): string | null {
  const [shown, setShown] = useState<string | null>(null);
  const now = useRef({ ground, onLasso });
  now.current = { ground, onLasso };
  useEffect(() => {
    const element = scroller.current;
    return element
      ? listen(
          element,
          () => now.current.ground,
          setShown,
          (...caught) => now.current.onLasso(...caught),
        )
      : undefined;
  }, [scroller]);
  return shown;
}

function listen(
  element: HTMLDivElement,
  groundNow: () => LassoGround,
  show: (line: string | null) => void,
  tell: (places: readonly number[], use: LassoUse) => void,
): () => void {
  let drawing: Drawing | null = null;
  let resting = 0;
  let frame = 0;
  const contentPoint = ({ x, y }: Point): Point => {
    const box = element.getBoundingClientRect();
    return { x: x - box.left, y: y - box.top + groundNow().offset() };
  };
  const begin = (line: Drawing) => {
    line.begun = true;
    element.setPointerCapture(line.pointer);
    frame = requestAnimationFrame(follow);
  };
  /** Once a frame: takes the newest point, scrolls at the edges, draws. */
  const follow = () => {
    if (!drawing?.begun) return;
    const box = element.getBoundingClientRect();
    const { y } = drawing.client;
    const push = y < box.top + edge ? -edgeStep : y > box.bottom - edge ? edgeStep : 0;
    if (push !== 0) groundNow().scrollTo(groundNow().offset() + push);
    drawing.path.push(contentPoint(drawing.client));
    const top = groundNow().offset();
    show(svgPoints(drawing.path, top));
    frame = requestAnimationFrame(follow);
  };
  const end = (isCancelled: boolean) => {
    const done = drawing;
    drawing = null;
    window.clearTimeout(resting);
    cancelAnimationFrame(frame);
    show(null);
    if (!done?.begun) return;
    swallowClick(element);
    if (!isCancelled) tell(groundNow().caught(done.path), done.use);
  };
  const onDown = (event: PointerEvent) => {
    const onTile =
      event.target instanceof Element && event.target.closest('[data-grid], [data-lasso]');
    // A second finger scrolls or zooms: what the first began is over.
    if (!event.isPrimary) end(true);
    if (event.button !== 0 || event.shiftKey || !onTile || !event.isPrimary) return;
    const line = newDrawing(event, contentPoint({ x: event.clientX, y: event.clientY }));
    drawing = line;
    if (line.isTouch)
      resting = window.setTimeout(() => drawing === line && begin(line), longPressMs);
  };
  const onMove = (event: PointerEvent) => {
    if (!drawing || event.pointerId !== drawing.pointer) return;
    const moved = Math.hypot(event.clientX - drawing.client.x, event.clientY - drawing.client.y);
    if (drawing.begun) drawing.client = { x: event.clientX, y: event.clientY };
    else if (moved < begins) return;
    else if (drawing.isTouch) end(true);
    else begin(drawing);
  };
  const onUp = () => end(false);
  const onCancel = () => end(true);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && drawing?.begun) {
      event.stopPropagation();
      end(true);
    }
  };
  // A finger that draws must not scroll as well, nor open the menu that resting asks for.
  const onTouch = (event: Event) => {
    if (drawing?.begun) event.preventDefault();
  };
  const stop = listenTo(element, { onDown, onMove, onUp, onCancel, onTouch });
  window.addEventListener('keydown', onKey, true);
  return () => {
    end(true);
    stop();
    window.removeEventListener('keydown', onKey, true);
  };
}

const svgPoints = (path: readonly Point[], top: number): string =>
  path.map(({ x, y }) => `${x.toFixed(1)},${(y - top).toFixed(1)}`).join(' ');

function newDrawing(event: PointerEvent, at: Point): Drawing {
  return {
    pointer: event.pointerId,
    path: [at],
    use: event.altKey ? 'remove' : event.ctrlKey || event.metaKey ? 'add' : 'replace',
    isTouch: event.pointerType === 'touch',
    client: { x: event.clientX, y: event.clientY },
    begun: false,
  };
}

function listenTo(
  element: HTMLElement,
  on: {
    onDown: (event: PointerEvent) => void;
    onMove: (event: PointerEvent) => void;
    onUp: () => void;
    onCancel: () => void;
    /** of a finger, for what the browser would do of it */
    onTouch: (event: Event) => void;
  },
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  element.addEventListener('pointerdown', on.onDown, { signal });
  element.addEventListener('pointermove', on.onMove, { signal });
  element.addEventListener('pointerup', on.onUp, { signal });
  element.addEventListener('pointercancel', on.onCancel, { signal });
  element.addEventListener('contextmenu', on.onTouch, { signal });
  element.addEventListener('touchmove', on.onTouch, { signal, passive: false });
  return () => listening.abort();
}

/** The click that follows a drag is none; it comes at once or not at all. */
function swallowClick(element: HTMLElement): void {
  const swallow = (event: Event) => event.stopPropagation();
  element.addEventListener('click', swallow, { capture: true, once: true });
  window.setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0);
}
