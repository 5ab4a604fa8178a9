import { sectionShape } from '../../shared/context.ts';
import type { GroupPlaces, RawAddress } from '../../shared/duplicates.ts';
import { keyOfPatch } from './member-set.ts';

/** A patch in the drawing of its group. */
export interface PlacePoint {
  readonly address: RawAddress;
  readonly distance: number;
  /** share of the way along the sections, 0 to 1 */
  readonly along: number;
  /** share of the way down the section, 0 to 1; patches of one row lie one below the other by their column */
  readonly down: number;
}

/** The patches of a group that lie along one plane of one volume. */
export interface PlacePanel {
  readonly key: string;
  readonly title: string;
  /** sections along the plane, or pictures */
  readonly count: number;
  readonly height: number;
  readonly points: readonly PlacePoint[];
}

/** One panel for each plane of each volume, the one with the exemplar first, then the fullest; all pictures share one. */
export function panelsOf({ places, volumes }: GroupPlaces): readonly PlacePanel[] {
  const byPanel = new Map<string, GroupPlaces['places']>();
  for (const place of places) {
    const { plane, volume } = place.address;
    const key = plane === '2d' ? '2d' : `${volume} ${plane}`;
    const before = byPanel.get(key);
    if (before) before.push(place);
    else byPanel.set(key, [place]);
  }
  const shapes = new Map(volumes.map((each) => [each.volume, each]));
  const panels = [...byPanel].map(([key, inside]) =>
    key === '2d' ? pictures(inside) : sections(key, inside, shapes),
  );
  const [first, ...others] = panels;
  if (!first) return [];
  return [first, ...others.sort((a, b) => b.points.length - a.points.length)];
}

function sections(
  key: string,
  places: GroupPlaces['places'],
  shapes: ReadonlyMap<number, GroupPlaces['volumes'][number]>,
): PlacePanel {
  const [volume = '', plane = 'xy'] = key.split(' ');
  const known = shapes.get(Number(volume));
  const along = plane === 'xz' || plane === 'yz' ? plane : 'xy';
  const { shape, name } = known ?? { shape: shapeAround(places), name: '' };
  const { height, width } = sectionShape(shape, along);
  const count = { xy: shape.z, xz: shape.y, yz: shape.x }[along];
  return {
    key,
    title: `${name}, ${plane}`,
    count,
    height,
    points: places.map((place) => {
      const { index, box } = place.address;
      return { ...place, along: share(index, count - 1), down: downOf(box, height, width) };
    }),
  };
}

/** Pictures have no sections: they lie in their order, one beside the other. */
function pictures(places: GroupPlaces['places']): PlacePanel {
  const order = [...new Set(places.map(({ address }) => pictureOf(address)))].sort();
  const at = new Map(order.map((key, i) => [key, i]));
  const height = Math.max(1, ...places.map(({ address }) => address.box.y1));
  const width = Math.max(1, ...places.map(({ address }) => address.box.x1));
  return {
    key: '2d',
    title: 'Pictures',
    count: order.length,
    height,
    points: places.map((place) => ({
      ...place,
      along: share(at.get(pictureOf(place.address)) ?? 0, order.length - 1),
      down: downOf(place.address.box, height, width),
    })),
  };
}

const pictureOf = ({ volume, index }: RawAddress): string =>
  `${String(volume).padStart(12)} ${String(index).padStart(12)}`;

const share = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, part / whole) : 0.5;

/** Within the rows of a patch, its column says how far down: so patches side by side lie apart. */
function downOf(box: RawAddress['box'], height: number, width: number): number {
  const across = share(box.x0, Math.max(1, width));
  return Math.min(1, (box.y0 + across * (box.y1 - box.y0)) / Math.max(1, height));
}

/** Where a volume's own shape is not known: just large enough. */
function shapeAround(places: GroupPlaces['places']) {
  const edge = (of: (address: RawAddress) => number) =>
    Math.max(1, ...places.map(({ address }) => of(address)));
  const most = Math.max(
    edge(({ index }) => index + 1),
    edge(({ box }) => box.y1),
    edge(({ box }) => box.x1),
  );
  return { z: most, y: most, x: most };
}

/** The patch drawn nearest to a place in a panel, within `reach` pixels; null when there is none. */
export function pointNear(
  panel: PlacePanel,
  size: { readonly width: number; readonly height: number },
  pointer: { readonly x: number; readonly y: number },
  reach = 10,
): PlacePoint | null {
  let best: PlacePoint | null = null;
  let least = reach;
  for (const point of panel.points) {
    const away = Math.hypot(
      point.along * size.width - pointer.x,
      point.down * size.height - pointer.y,
    );
    if (away <= least) {
      least = away;
      best = point;
    }
  }
  return best;
}

/** Where a patch is, in words: "xy 120, row 448, column 224". */
export function placeWords({ plane, index, box }: RawAddress): string {
  const section = plane === '2d' ? '' : `${plane} ${index}, `;
  return `${section}row ${box.y0}, column ${box.x0}`;
}

/** The point of a patch, if it is in a panel. */
export function pointOf(panel: PlacePanel, address: RawAddress | null): PlacePoint | null {
  if (!address) return null;
  const key = keyOfPatch(address);
  return panel.points.find((point) => keyOfPatch(point.address) === key) ?? null;
}
