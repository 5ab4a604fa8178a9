import {
  type MouseEvent,
  memo,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import {
  type GridGeometry,
  isScaled,
  offsetToShow,
  rowsAt,
  wholePlacesAt,
} from './grid-geometry.ts';
import { type Point, placesInLasso } from './lasso-path.ts';
import styles from './patch-grid.module.css';
import { PatchTile, type PatchTileProps } from './patch-tile.tsx';
import { useGridScroll } from './use-grid-scroll.ts';
import { type LassoUse, useLasso } from './use-lasso.ts';
import { usePrefetch } from './use-prefetch.ts';

/** What a tile shows. */
export type TileContent = Pick<
  PatchTileProps,
  'picture' | 'name' | 'caption' | 'hint' | 'value' | 'state' | 'heldOut' | 'conflict' | 'scale'
>;

export interface PatchGridProps {
  readonly label: string;
  readonly total: number;
  readonly tileSize: number;
  readonly focus: number;
  /** brought to the top when this is another object than before */
  readonly top?: { readonly at: number } | null;
  readonly isSelected: (at: number) => boolean;
  readonly anySelected: boolean;
  /** what the tile at a place shows now; null while it is on its way */
  readonly contentAt: (at: number) => TileContent | null;
  readonly onVisible: (from: number, to: number) => void;
  /** tells the grid's shape, and how to ask which places are wholly seen now */
  readonly onGeometry: (grid: GridGeometry, page: () => { from: number; to: number }) => void;
  /** a freehand line caught these places */
  readonly onLasso: (places: readonly number[], use: LassoUse) => void;
  readonly onPick: (at: number, how: { shift: boolean; ctrl: boolean }) => void;
  readonly onOpen?: (at: number) => void;
  readonly onZoom: (direction: 1 | -1) => void;
  /** drawn instead when there is nothing to show */
  readonly empty: ReactNode;
}

/** A grid of patches of any length: only the rows in view are drawn, from index arithmetic alone. */
export function PatchGrid(props: PatchGridProps) {
  const { total, tileSize, focus, onVisible, onGeometry } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { grid, offset, shift, scrollTo, place } = useGridScroll(
    scroller,
    tileSize,
    total,
    props.onZoom,
  );
  const { first, last } = rowsAt(grid, offset);
  const from = first * grid.columns;
  const to = Math.min(total, last * grid.columns);

  useEffect(() => onVisible(from, to), [from, to, onVisible]);
  useEffect(
    () => onGeometry(grid, () => wholePlacesAt(grid, place.current.offset)),
    [grid, onGeometry, place],
  );
  usePrefetch(from, to, total, (at) => props.contentAt(at)?.picture ?? null);
  const caught = (path: readonly Point[]) => placesInLasso(grid, path);
  const offsetNow = () => place.current.offset;
  const lasso = useLasso(scroller, { caught, offset: offsetNow, scrollTo }, props.onLasso);
  useShownPlaces(props, grid, scrollTo, place);

  // Scaled content is moved as a whole: tiles lie relative to a row that changes every 64 rows only.
  const base = isScaled(grid) ? first - (first % 64) : 0;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one listener serves all tiles, which are options. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the screen takes the keys for the whole grid. */}
      <div
        ref={scroller}
        className={styles['scroller']}
        data-choosing={props.anySelected || undefined}
        onClick={(event) => pick(event, props.anySelected, props.onPick)}
        onDoubleClick={(event) => {
          const at = placeOf(event);
          if (at !== null) props.onOpen?.(at);
        }}
      >
        {total === 0 ? (
          props.empty
        ) : (
          <div
            role="listbox"
            aria-label={props.label}
            aria-multiselectable="true"
            aria-activedescendant={`${id}-${focus}`}
            tabIndex={0}
            data-grid=""
            className={styles['content']}
            style={{ height: grid.scrollHeight }}
          >
            <div
              role="presentation"
              style={{ transform: `translateY(${base * grid.pitch + shift}px)` }}
            >
              <Tiles
                id={id}
                grid={grid}
                from={from}
                to={to}
                base={base}
                focus={focus}
                isSelected={props.isSelected}
                contentAt={props.contentAt}
              />
            </div>
          </div>
        )}
      </div>
      {lasso ? <LassoLine points={lasso} /> : null}
    </>
  );
}

/** Brings a wanted place to the top, then the one in focus into view. */
function useShownPlaces(
  { focus, top = null }: Pick<PatchGridProps, 'focus' | 'top'>,
  grid: GridGeometry,
  scrollTo: (offset: number) => void,
  place: { readonly current: { readonly offset: number } },
): void {
  const shownTop = useRef<object | null>(null);
  useLayoutEffect(() => {
    if (top === null || top === shownTop.current || grid.viewHeight === 0) return;
    shownTop.current = top;
    scrollTo(Math.floor(top.at / grid.columns) * grid.pitch);
  }, [top, grid, scrollTo]);
  useLayoutEffect(() => {
    if (focus < grid.total) scrollTo(offsetToShow(grid, place.current.offset, focus));
  }, [focus, grid, scrollTo, place]);
}

/** Drawn twice, black under white: it lies on every grey. */
function LassoLine({ points }: { points: string }) {
  return (
    <svg className={styles['lasso']} aria-hidden="true">
      <polygon points={points} />
      <polygon points={points} />
    </svg>
  );
}

/** Drawn anew only when other rows come into view or what they show changes, not as they move. */
const Tiles = memo(function Tiles(
  props: Pick<PatchGridProps, 'focus' | 'isSelected' | 'contentAt'> & {
    /** of the grid: two may be shown side by side */
    readonly id: string;
    readonly grid: GridGeometry;
    readonly from: number;
    readonly to: number;
    readonly base: number;
  },
) {
  const { grid, from, to, base } = props;
  const places = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return places.map((at) => (
    <PatchTile
      key={at}
      id={`${props.id}-${at}`}
      at={at}
      total={grid.total}
      left={grid.margin + (at % grid.columns) * grid.pitch}
      top={(Math.floor(at / grid.columns) - base) * grid.pitch}
      size={grid.tile}
      focused={at === props.focus}
      selected={props.isSelected(at)}
      {...(props.contentAt(at) ?? onItsWay)}
    />
  ));
});

const onItsWay: TileContent = {
  picture: null,
  name: '',
  caption: null,
  hint: '',
  value: 'none',
  state: 'saved',
  heldOut: false,
};

function placeOf(event: MouseEvent): number | null {
  const tile = event.target instanceof Element ? event.target.closest('[data-at]') : null;
  return tile ? Number(tile.getAttribute('data-at')) : null;
}

function pick(event: MouseEvent, anySelected: boolean, onPick: PatchGridProps['onPick']): void {
  const at = placeOf(event);
  if (at === null) return;
  // A finger has no Ctrl: once some are selected, it takes in one more or out.
  const { nativeEvent } = event;
  const isTouch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch';
  const ctrl = event.ctrlKey || event.metaKey || (isTouch && anySelected);
  onPick(at, { shift: event.shiftKey, ctrl });
}
