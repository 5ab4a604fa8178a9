import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { canvasPainter } from './scatter-canvas.ts';
import type { ScatterGroup } from './scatter-marker.tsx';
import {
  colourReader,
  drawingOrder,
  markerWidth,
  mostGroups,
  pointState,
  type ScatterPainter,
  type ScatterScene,
} from './scatter-painter.ts';
import type { ScatterPoints } from './scatter-view.ts';
import { webglPainter } from './scatter-webgl.ts';
import type { ScatterSight } from './use-scatter-view.ts';

/** What is drawn, beside where one looks. */
export interface ScatterContent {
  readonly points: ScatterPoints;
  readonly groups: readonly ScatterGroup[];
  readonly chosen: ReadonlySet<number>;
  /** a place in `groups`: the others are dimmed */
  readonly emphasised: number | null;
}

/**
 * Keeps a canvas drawn: at most once a frame, anew after the graphics card was lost, sharp on every screen.
 *
 * @returns draws at once, so that the canvas can be read
 */
export function useScatterDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  content: ScatterContent,
  sight: ScatterSight,
): () => void {
  const { points } = content;
  const [painter, setPainter] = useState<ScatterPainter | null>(null);
  useEffect(
    () => (canvas.current ? watchPainter(canvas.current, setPainter) : undefined),
    [canvas],
  );
  const states = useStates(content);
  const styles = useStyles(canvas, content.groups);
  const { size, view, zoom } = sight;
  const scene = useMemo(
    () => sceneOf(points.x.length, styles, { size, view, zoom }),
    [points, styles, size, view, zoom],
  );
  const order = useMemo(
    () => drawingOrder(points, content.groups, states),
    [points, content.groups, states],
  );
  const draw = useRef<(every: number) => void>(() => undefined);
  draw.current = (every) => {
    const element = canvas.current;
    if (!element || !painter || !scene) return;
    const [width = 1, height = 1] = [scene.size.width, scene.size.height].map((edge) =>
      Math.max(1, Math.round(edge * scene.ratio)),
    );
    // Setting the size, even the same, clears the canvas.
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    painter.paint(scene, every);
  };
  // Layout effects run before the browser paints: what is seen never lags behind.
  useLayoutEffect(() => painter?.load(points, states, order), [painter, points, states, order]);
  usePacedDrawing(draw, [painter, scene, states, order]);
  return () => draw.current(1);
}

/** A frame that comes later than this while the view moves is too late. */
const lateMs = 40;
/** So long after the last move the view rests, and everything is drawn. */
const restMs = 150;
const mostLeftOut = 16;

/**
 * Draws in the next frame after any of these changed. Where moving the view is slow, as without a
 * graphics card, fewer points are drawn until it rests.
 */
function usePacedDrawing(
  draw: { readonly current: (every: number) => void },
  causes: readonly [unknown, ScatterScene | null, unknown, unknown],
): void {
  const pace = useRef({ every: 1, at: 0, moved: false, drawn: causes });
  const [painter, scene, states, order] = causes;
  useLayoutEffect(() => {
    let resting = 0;
    const frame = requestAnimationFrame((at) => {
      const { every, at: before, drawn } = pace.current;
      const moves = drawn[1] !== scene && drawn[1]?.size === scene?.size;
      const since = at - before;
      const isLate = moves && pace.current.moved && since > lateMs && since < 10 * restMs;
      const next = isLate ? Math.min(mostLeftOut, every * 2) : every;
      pace.current = { every: next, at, moved: moves, drawn: [painter, scene, states, order] };
      draw.current(moves ? next : 1);
      if (moves && next > 1) {
        resting = window.setTimeout(() => {
          pace.current = { ...pace.current, moved: false };
          draw.current(1);
        }, restMs);
      }
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(resting);
    };
  }, [draw, painter, scene, states, order]);
}

/** Makes a painter now, and again when the graphics card comes back; @returns an end to it. */
function watchPainter(
  element: HTMLCanvasElement,
  tell: (painter: ScatterPainter | null) => void,
): () => void {
  let made = webglPainter(element) ?? canvasPainter(element);
  tell(made);
  const onLost = (event: Event) => {
    event.preventDefault();
    tell(null);
  };
  const onRestored = () => {
    made = webglPainter(element);
    tell(made);
  };
  element.addEventListener('webglcontextlost', onLost);
  element.addEventListener('webglcontextrestored', onRestored);
  return () => {
    element.removeEventListener('webglcontextlost', onLost);
    element.removeEventListener('webglcontextrestored', onRestored);
    made?.close();
    tell(null);
  };
}

function useStates({ points, chosen, emphasised }: ScatterContent): Uint8Array {
  return useMemo(() => {
    const states = new Uint8Array(points.x.length);
    if (emphasised !== null) {
      points.group.forEach((group, i) => {
        states[i] = group === emphasised ? pointState.plain : pointState.dimmed;
      });
    }
    for (const point of chosen) states[point] = pointState.chosen;
    return states;
  }, [points, chosen, emphasised]);
}

type Styles = Pick<ScatterScene, 'styles' | 'outline'>;

/** Colours of the theme as numbers, looked up again when the theme changes. */
function useStyles(
  canvas: RefObject<HTMLCanvasElement | null>,
  groups: readonly ScatterGroup[],
): Styles | null {
  const scheme = useComputedColorScheme();
  const [styles, setStyles] = useState<Styles | null>(null);
  useLayoutEffect(() => {
    const host = canvas.current?.parentElement;
    // The scheme says when to look again.
    if (!host || !scheme) return;
    const read = colourReader(host);
    const drawn = groups.slice(0, mostGroups);
    setStyles({
      styles: drawn.map(({ colour, shape }) => ({ colour: read(colour), shape })),
      outline: read('var(--text)'),
    });
  }, [canvas, groups, scheme]);
  return styles;
}

function sceneOf(
  count: number,
  styles: Styles | null,
  sight: Pick<ScatterSight, 'size' | 'view' | 'zoom'>,
): ScatterScene | null {
  if (!styles || sight.size.width === 0 || sight.size.height === 0) return null;
  return {
    ...styles,
    view: sight.view,
    size: sight.size,
    ratio: window.devicePixelRatio,
    marker: markerWidth(count, sight.zoom),
  };
}
