import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Point } from './lasso-path.ts';
import { saveBlob } from './save-file.ts';
import styles from './scatter.module.css';
import { ScatterKey } from './scatter-key.tsx';
import type { ScatterGroup } from './scatter-marker.tsx';
import { scatterPicture } from './scatter-picture.ts';
import { type ScatterDrag, ScatterTools } from './scatter-tools.tsx';
import {
  drawnAt,
  nearestDrawn,
  pointsInPath,
  pointsInView,
  type ScatterPoints,
} from './scatter-view.ts';
import { type LassoUse, useLasso } from './use-lasso.ts';
import { useScatterDrawing } from './use-scatter-drawing.ts';
import { type ScatterSight, useScatterView } from './use-scatter-view.ts';

export interface ScatterProps {
  /** what it is a drawing of */
  readonly label: string;
  /** name of saved files, without ending */
  readonly fileName: string;
  readonly points: ScatterPoints;
  /** at most mostGroups; more than that are not drawn */
  readonly groups: readonly ScatterGroup[];
  readonly chosen: ReadonlySet<number>;
  /** these points were gone around, or all that is seen was asked for */
  readonly onLasso: (points: readonly number[], use: LassoUse) => void;
  /** what is said of the point under the pointer */
  readonly nameOf: (point: number) => string;
  /** shown above its name */
  readonly pictureOf?: (point: number) => ReactNode;
  readonly csv: () => string;
}

/** CSS pixels within which a point is meant: by the pointer, and by the cross that keys move. */
const reach = { pointer: 10, cross: 28 } as const;

/** Up to a hundred thousand points on a plane: moved, looked at, gone around, saved; by mouse and by keys. */
export function Scatter(props: ScatterProps) {
  const { points, groups, label } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drag, setDrag] = useState<ScatterDrag>('lasso');
  const [emphasised, setEmphasised] = useState<number | null>(null);
  const sight = useScatterView(host, points, (event) => movesView(event, drag));
  const hover = useHover(points, sight);
  const drawNow = useScatterDrawing(
    canvas,
    { points, groups, chosen: props.chosen, emphasised },
    sight,
  );
  const caught = (path: readonly Point[]) => pointsInPath(points, sight.view, sight.size, path);
  const line = useLasso(host, { caught, ...unscrolled }, props.onLasso);
  const counts = useMemo(
    () => countsOf(points.group, groups.length),
    [points.group, groups.length],
  );
  const takeSeen = () => props.onLasso(pointsInView(points, sight.view, sight.size), 'replace');
  const save = (as: 'png' | 'csv') => {
    if (as === 'csv') saveBlob(`${props.fileName}.csv`, props.csv(), 'text/csv');
    else if (canvas.current) {
      // A drawing by the graphics card can be read only before the browser has shown it.
      drawNow();
      void scatterPicture(canvas.current, label, groups).then(
        (picture) => picture && saveBlob(`${props.fileName}.png`, picture, 'image/png'),
      );
    }
  };
  return (
    <div className={styles['scatter']}>
      <ScatterTools
        label={label}
        drag={drag}
        onDrag={setDrag}
        sight={sight}
        onTakeSeen={takeSeen}
        onSave={save}
      />
      <ScatterKey
        groups={groups}
        counts={counts}
        emphasised={emphasised}
        onEmphasise={setEmphasised}
      />
      <div
        ref={host}
        role="application"
        aria-label={`${label}. Arrows move, plus and minus zoom, Home shows everything, Enter chooses what is seen.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
        tabIndex={0}
        data-lasso={drag === 'lasso' || undefined}
        data-drag={drag}
        className={styles['plot']}
        onPointerMove={hover.onMove}
        onPointerLeave={hover.leave}
        onFocus={hover.showCross}
        onBlur={hover.leave}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === 'Enter') takeSeen();
          else if (!sight.onKey(event.key)) return;
          hover.showCross();
          event.preventDefault();
        }}
      >
        <canvas ref={canvas} className={styles['canvas']} />
        {line ? <LassoLine points={line} /> : <Reading hover={hover} sight={sight} {...props} />}
      </div>
    </div>
  );
}

const unscrolled = { offset: () => 0, scrollTo: () => undefined };

/** With Shift or the middle button always, else when a drag means to. */
function movesView(event: PointerEvent, drag: ScatterDrag): boolean {
  if (event.button === 1) return true;
  return event.button === 0 && (drag === 'move' || event.shiftKey);
}

function countsOf(group: Uint8Array, groups: number): number[] {
  const counts = new Array<number>(groups).fill(0);
  for (const each of group) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

/** The point that is meant: under the pointer, or nearest to the middle while keys move the view. */
function useHover(points: ScatterPoints, sight: ScatterSight) {
  const [at, setAt] = useState<Point | 'cross' | null>(null);
  const middle = { x: sight.size.width / 2, y: sight.size.height / 2 };
  const isCross = at === 'cross';
  const point =
    at === null
      ? null
      : nearestDrawn(
          points,
          sight.view,
          sight.size,
          isCross ? middle : at,
          isCross ? reach.cross : reach.pointer,
        );
  return {
    point,
    cross: isCross ? middle : null,
    onMove: (event: React.PointerEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      setAt({ x: event.clientX - box.left, y: event.clientY - box.top });
    },
    showCross: () => setAt('cross'),
    leave: () => setAt(null),
  };
}

/** The meant point with a ring around it, its picture and its name; a cross where keys point. */
function Reading(
  props: Pick<ScatterProps, 'points' | 'nameOf' | 'pictureOf'> & {
    readonly hover: ReturnType<typeof useHover>;
    readonly sight: ScatterSight;
  },
) {
  const { points, hover, sight } = props;
  const { point, cross } = hover;
  const at =
    point === null
      ? null
      : drawnAt(sight.view, sight.size, points.x[point] ?? 0, points.y[point] ?? 0);
  return (
    <>
      <svg className={styles['over']} aria-hidden="true">
        {cross ? (
          <path
            d={`M${cross.x - 8} ${cross.y} h16 M${cross.x} ${cross.y - 8} v16`}
            className={styles['cross']}
          />
        ) : null}
        {at ? <circle cx={at.x} cy={at.y} r="8" className={styles['ring']} /> : null}
      </svg>
      <div
        className={styles['reading']}
        aria-live={cross ? 'polite' : 'off'}
        style={at ? readingPlace(at, sight) : { display: 'none' }}
      >
        {point === null ? null : (
          <>
            {props.pictureOf?.(point)}
            <span>{props.nameOf(point)}</span>
          </>
        )}
      </div>
    </>
  );
}

/** Beside the point, on the side where there is room. */
function readingPlace(at: Point, { size }: ScatterSight) {
  const isRight = at.x > size.width / 2;
  const isLow = at.y > size.height / 2;
  return {
    left: isRight ? undefined : at.x + 14,
    right: isRight ? size.width - at.x + 14 : undefined,
    top: isLow ? undefined : at.y + 10,
    bottom: isLow ? size.height - at.y + 10 : undefined,
  };
}

/** Drawn twice, black under white: it is seen on every colour. */
function LassoLine({ points }: { points: string }) {
  return (
    <svg className={styles['over']} aria-hidden="true">
      <polygon points={points} className={styles['lassoUnder']} />
      <polygon points={points} className={styles['lasso']} />
    </svg>
  );
}
