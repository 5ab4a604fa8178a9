import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import {
  type GridGeometry,
  gridGeometry,
  isScaled,
  offsetOfScroll,
  rowsAt,
  scrollOfOffset,
} from './grid-geometry.ts';

/**
 * Size and scroll position of a grid's element. Content taller than browsers can lay out is shown through
 * a shorter element: `shift` moves its rows to where the scroll position is, and the wheel moves the
 * content itself, so that a notch is the same distance at any length.
 */
export function useGridScroll(
  scroller: RefObject<HTMLDivElement | null>,
  tileSize: number,
  total: number,
  onZoom: (direction: 1 | -1) => void,
) {
  const { width, height } = useSize(scroller);
  const grid = useMemo(
    () => gridGeometry(width, height, tileSize, total),
    [width, height, tileSize, total],
  );
  const [offset, setOffset] = useState(0);
  const place = useRef({ offset: 0, own: -1 });

  const scrollTo = useCallback(
    (wanted: number) => {
      const element = scroller.current;
      if (!element || grid.viewHeight === 0) return;
      const next = offsetOfScroll(grid, scrollOfOffset(grid, wanted));
      if (Math.abs(next - place.current.offset) < 0.5) return;
      element.scrollTop = scrollOfOffset(grid, next);
      place.current = { offset: next, own: element.scrollTop };
      setOffset(next);
    },
    [grid, scroller],
  );
  useScrollEvents(scroller, grid, place, setOffset);
  useWheel(scroller, grid, place, scrollTo, onZoom);
  useKeptPlace(grid, place, scrollTo);
  const shift = scrollOfOffset(grid, offset) - offset;
  return { grid, offset, shift, scrollTo, place };
}

type Place = RefObject<{ offset: number; own: number }>;

function useSize(scroller: RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return size;
}

function useScrollEvents(
  scroller: RefObject<HTMLDivElement | null>,
  grid: GridGeometry,
  place: Place,
  setOffset: (offset: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      // Our own moves come back rounded to whole pixels; taking them would lose rows when scaled.
      if (element.scrollTop === place.current.own) return;
      const offset = offsetOfScroll(grid, element.scrollTop);
      const before = rowsAt(grid, place.current.offset, 0);
      place.current = { offset, own: -1 };
      const now = rowsAt(grid, offset, 0);
      // Between rows the browser scrolls what is drawn; only scaled content must be moved by us.
      if (isScaled(grid) || now.first !== before.first || now.last !== before.last)
        setOffset(offset);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller, grid, place, setOffset]);
}

function useWheel(
  scroller: RefObject<HTMLDivElement | null>,
  grid: GridGeometry,
  place: Place,
  scrollTo: (offset: number) => void,
  onZoom: (direction: 1 | -1) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey) {
        event.preventDefault();
        if (event.deltaY !== 0) onZoom(event.deltaY < 0 ? 1 : -1);
      } else if (isScaled(grid)) {
        event.preventDefault();
        const pixels =
          event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 32 : event.deltaY;
        scrollTo(place.current.offset + pixels);
      }
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, grid, place, scrollTo, onZoom]);
}

/** When columns or tile size change, the patch at the top stays at the top. */
function useKeptPlace(grid: GridGeometry, place: Place, scrollTo: (offset: number) => void): void {
  const before = useRef(grid);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = grid;
    if (old.pitch === grid.pitch && old.columns === grid.columns) return;
    const atTop = Math.floor(place.current.offset / old.pitch) * old.columns;
    scrollTo(Math.floor(atTop / grid.columns) * grid.pitch);
  }, [grid, place, scrollTo]);
}
