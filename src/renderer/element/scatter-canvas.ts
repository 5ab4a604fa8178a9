import { scatterOutlines } from './scatter-marker.tsx';
import {
  type Colour,
  chosenGrowth,
  opacities,
  pointState,
  type ScatterPainter,
  type ScatterScene,
} from './scatter-painter.ts';
import { drawnAt, type ScatterPoints } from './scatter-view.ts';

/** Draws without the graphics card, slower; null where there is not even a 2-D canvas. */
export function canvasPainter(canvas: HTMLCanvasElement): ScatterPainter | null {
  const context = canvas.getContext('2d');
  if (!context) return null;
  let loaded: Loaded | null = null;
  return {
    load(points, states, order) {
      loaded = { points, states, order };
    },
    paint(scene, every) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (!loaded) return;
      drawAll(context, loaded, scene, { chosen: false, every });
      drawAll(context, loaded, scene, { chosen: true, every: 1 });
      context.globalAlpha = 1;
    },
    close() {
      loaded = null;
    },
  };
}

interface Loaded {
  readonly points: ScatterPoints;
  readonly states: Uint8Array;
  readonly order: Uint32Array;
}

/** Copies one drawn marker for each group: a path a point would take a second for a hundred thousand. */
function drawAll(
  context: CanvasRenderingContext2D,
  { points, states, order }: Loaded,
  scene: ScatterScene,
  { chosen, every }: { readonly chosen: boolean; readonly every: number },
): void {
  const width = (chosen ? scene.marker * chosenGrowth : scene.marker) * scene.ratio;
  const outline = chosen ? scene.outline : null;
  const markers = scene.styles.map((style) => drawnMarker(style, width, outline));
  const half = width / 2 + 2;
  for (let turn = 0; turn < order.length; turn += every) {
    const i = order[turn] ?? 0;
    const state = states[i] ?? pointState.plain;
    const marker = markers[points.group[i] ?? 0];
    if ((state === pointState.chosen) !== chosen || !marker) continue;
    const at = drawnAt(scene.view, scene.size, points.x[i] ?? 0, points.y[i] ?? 0);
    context.globalAlpha = opacities[state] ?? 1;
    context.drawImage(marker, at.x * scene.ratio - half, at.y * scene.ratio - half);
  }
}

function drawnMarker(
  { colour, shape }: ScatterScene['styles'][number],
  width: number,
  outline: Colour | null,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width + 4);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.translate(width / 2 + 2, width / 2 + 2);
  context.scale(width / 2, width / 2);
  const path = new Path2D(scatterOutlines[shape]);
  context.fillStyle = cssOf(colour);
  context.fill(path);
  if (outline) {
    context.strokeStyle = cssOf(outline);
    context.lineWidth = 3 / width;
    context.stroke(path);
  }
  return canvas;
}

const cssOf = (colour: Colour): string =>
  `rgb(${colour.map((part) => Math.round(part * 255)).join(' ')})`;
