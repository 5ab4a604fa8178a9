import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Point } from './lasso-path.ts';
import {
  panned,
  type ScatterPoints,
  type ScatterSize,
  type ScatterView,
  viewOfAll,
  zoomed,
} from './scatter-view.ts';

/** One press of a zoom key or button. */
const zoomStep = 1.5;
/** Share of the width or height that an arrow key moves by. */
const arrowStep = 0.1;
const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What is seen of the points, and the ways to see another part. */
export interface ScatterSight {
  readonly size: ScatterSize;
  readonly view: ScatterView;
  /** times nearer than the view of everything */
  readonly zoom: number;
  readonly nearer: () => void;
  readonly farther: () => void;
  readonly everything: () => void;
  /** @returns whether the key meant something here */
  readonly onKey: (key: string) => boolean;
}

/** Moves and zooms by wheel, by drag where `drags` says so, and by keys; begins with everything in sight. */
export function useScatterView(
  host: RefObject<HTMLElement | null>,
  points: ScatterPoints,
  drags: (event: PointerEvent) => boolean,
): ScatterSight {
  const size = useSize(host);
  const whole = useMemo(() => viewOfAll(points, size), [points, size]);
  const [moved, setMoved] = useState<ScatterView | null>(null);
  const view = moved ?? whole;
  const now = useRef({ view, whole, size, drags });
  now.current = { view, whole, size, drags };
  const show = useCallback((next: ScatterView) => {
    // Several moves may come before the next drawing.
    now.current.view = next;
    setMoved(next);
  }, []);
  const zoomAt = useCallback(
    (at: Point, factor: number) => {
      const { view: from, size: seen, whole: all } = now.current;
      show(zoomed(from, seen, at, factor, all));
    },
    [show],
  );
  usePointer(host, now, zoomAt, show);
  // Other points are seen whole at first; their colours alone change nothing.
  const places = useRef(points.x);
  useLayoutEffect(() => {
    if (places.current !== points.x) setMoved(null);
    places.current = points.x;
  }, [points.x]);
  const middle = { x: size.width / 2, y: size.height / 2 };
  const nearer = () => zoomAt(middle, zoomStep);
  const farther = () => zoomAt(middle, 1 / zoomStep);
  const everything = () => setMoved(null);
  const onKey = (key: string) => {
    const arrow = arrows[key];
    if (arrow)
      show(panned(view, arrow[0] * size.width * arrowStep, arrow[1] * size.height * arrowStep));
    else if (key === '+' || key === '=') nearer();
    else if (key === '-') farther();
    else if (key === 'Home') everything();
    else return false;
    return true;
  };
  return { size, view, zoom: whole.unit / view.unit, nearer, farther, everything, onKey };
}

function useSize(host: RefObject<HTMLElement | null>): ScatterSize {
  const [size, setSize] = useState<ScatterSize>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return size;
}

interface Now {
  readonly view: ScatterView;
  readonly drags: (event: PointerEvent) => boolean;
}

function usePointer(
  host: RefObject<HTMLElement | null>,
  now: { readonly current: Now },
  zoomAt: (at: Point, factor: number) => void,
  show: (view: ScatterView) => void,
): void {
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const listening = new AbortController();
    const { signal } = listening;
    let from: Point | null = null;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      // A pressed button draws a line: what it goes around must not move away under it.
      if (event.buttons !== 0) return;
      const box = element.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002));
      zoomAt({ x: event.clientX - box.left, y: event.clientY - box.top }, factor);
    };
    const onDown = (event: PointerEvent) => {
      if (!now.current.drags(event)) return;
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      element.focus({ preventScroll: true });
      from = { x: event.clientX, y: event.clientY };
    };
    const onMove = (event: PointerEvent) => {
      if (!from) return;
      show(panned(now.current.view, event.clientX - from.x, event.clientY - from.y));
      from = { x: event.clientX, y: event.clientY };
    };
    const onEnd = () => {
      from = null;
    };
    element.addEventListener('wheel', onWheel, { signal, passive: false });
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onEnd, { signal });
    element.addEventListener('pointercancel', onEnd, { signal });
    return () => listening.abort();
  }, [host, now, zoomAt, show]);
}
