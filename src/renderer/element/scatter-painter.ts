import type { ScatterGroup, ScatterShape } from './scatter-marker.tsx';
import type { ScatterPoints, ScatterSize, ScatterView } from './scatter-view.ts';

/** How a point is drawn, beside its group. */
export const pointState = { plain: 0, dimmed: 1, chosen: 2 } as const;

/** Red, green and blue, each 0 to 1. */
export type Colour = readonly [number, number, number];

/** Everything that a drawing is made of, but the points. */
export interface ScatterScene {
  readonly view: ScatterView;
  readonly size: ScatterSize;
  /** device pixels of one CSS pixel */
  readonly ratio: number;
  /** of each group */
  readonly styles: readonly { readonly colour: Colour; readonly shape: ScatterShape }[];
  /** around points that are chosen */
  readonly outline: Colour;
  /** width of a marker, CSS pixels */
  readonly marker: number;
}

/** Draws points on one canvas. */
export interface ScatterPainter {
  /** takes the points; `states` holds one of pointState for each, `order` is theirs (see drawingOrder) */
  load(points: ScatterPoints, states: Uint8Array, order: Uint32Array): void;
  /** @param every 1 draws all points, 4 every fourth of those that are not chosen */
  paint(scene: ScatterScene, every: number): void;
  close(): void;
}

/** Opacity by pointState: overlapping points show how many there are, dimmed ones that there are any. */
export const opacities = [0.8, 0.07, 1] as const;
/** How much wider a chosen point is drawn. */
export const chosenGrowth = 1.4;
/** Most groups that can be told apart by colour and shape, and that one drawing takes. */
export const mostGroups = 24;

/** Width of a marker in CSS pixels: smaller the more points there are, larger as one goes nearer. */
export function markerWidth(points: number, zoom: number): number {
  const plain = points > 30_000 ? 3.5 : points > 5000 ? 5 : 7;
  return Math.min(14, plain * Math.max(1, zoom) ** 0.35);
}

/** All points in the order they are given, but those dimmed or of groups that lie beneath first, chosen ones last. */
export function drawingOrder(
  { group }: ScatterPoints,
  groups: readonly ScatterGroup[],
  states: Uint8Array,
): Uint32Array {
  const layerOf = (point: number) => {
    if (states[point] === pointState.chosen) return 2;
    const isUnder = states[point] === pointState.dimmed || groups[group[point] ?? 0]?.under;
    return isUnder ? 0 : 1;
  };
  const order = new Uint32Array(group.length);
  let drawn = 0;
  for (const layer of [0, 1, 2]) {
    for (let point = 0; point < group.length; point++) {
      if (layerOf(point) === layer) order[drawn++] = point;
    }
  }
  return order;
}

/** A CSS colour as numbers, whatever it is written in. */
export function colourReader(host: HTMLElement): (css: string) => Colour {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const holder = document.createElement('span');
  return (css) => {
    holder.style.color = css;
    host.append(holder);
    const { color } = getComputedStyle(holder);
    holder.remove();
    if (!probe) return [0.5, 0.5, 0.5];
    probe.fillStyle = color;
    probe.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data;
    return [red / 255, green / 255, blue / 255];
  };
}
