import { type PointerEvent, useState } from 'react';
import type { GroupPlaces, RawAddress } from '../../shared/duplicates.ts';
import { counted, grouped, middleEllipsis } from '../element/numbers.ts';
import styles from './groups.module.css';
import {
  type PlacePanel,
  type PlacePoint,
  panelsOf,
  placeWords,
  pointNear,
  pointOf,
} from './place-panels.ts';

/** More volumes than this are counted, not drawn. */
const mostPanels = 6;
const size = { width: 232, height: 72 } as const;

/** Where the patches of a group lie: sections across, rows down, one drawing a plane of a volume. */
export function GroupPlacesView(props: {
  readonly places: GroupPlaces;
  /** the member in focus */
  readonly focused: RawAddress | null;
  readonly onPick: (point: PlacePoint) => void;
}) {
  const { places } = props;
  const panels = panelsOf(places);
  const exemplar = places.places[0]?.address ?? null;
  const hidden = panels.slice(mostPanels);
  return (
    <section className={styles['places']} aria-label="Where the patches lie">
      <h2>Where they lie</h2>
      {panels.slice(0, mostPanels).map((panel) => (
        <Panel key={panel.key} panel={panel} exemplar={exemplar} {...props} />
      ))}
      <p className={styles['key']}>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <Diamond x={6} y={6} />
        </svg>
        exemplar
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle cx="6" cy="6" r="2" className={styles['point']} />
        </svg>
        member
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle cx="6" cy="6" r="4.5" className={styles['ring']} />
        </svg>
        in focus
      </p>
      {hidden.length > 0 ? <p>And {counted(hidden.length, 'plane')} of other volumes.</p> : null}
      {places.total > places.places.length ? (
        <p>
          {grouped(places.places.length)} of {grouped(places.total)} patches are drawn.
        </p>
      ) : null}
    </section>
  );
}

function Panel(props: {
  readonly panel: PlacePanel;
  readonly exemplar: RawAddress | null;
  readonly focused: RawAddress | null;
  readonly onPick: (point: PlacePoint) => void;
}) {
  const { panel } = props;
  const [near, setNear] = useState<PlacePoint | null>(null);
  const at = (point: PlacePoint) => ({ x: point.along * size.width, y: point.down * size.height });
  const exemplar = pointOf(panel, props.exemplar);
  const focused = pointOf(panel, props.focused);
  const find = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return pointNear(panel, size, {
      x: event.clientX - left - edge,
      y: event.clientY - top - edge,
    });
  };
  return (
    <figure className={styles['panel']}>
      <figcaption title={panel.title}>
        <span>{middleEllipsis(panel.title, 30)}</span>
        <span>{grouped(panel.points.length)}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${panel.title}: ${summaryOf(panel)}`}
        width={size.width + 2 * edge}
        height={size.height + 2 * edge}
        viewBox={`${-edge} ${-edge} ${size.width + 2 * edge} ${size.height + 2 * edge}`}
        data-near={near ? true : undefined}
        onPointerMove={(event) => setNear(find(event))}
        onPointerLeave={() => setNear(null)}
        onPointerUp={(event) => {
          const found = find(event);
          if (found) props.onPick(found);
        }}
      >
        <rect width={size.width} height={size.height} className={styles['frame']} />
        <path
          className={styles['points']}
          d={panel.points
            .map((point) => `M${at(point).x.toFixed(1)} ${at(point).y.toFixed(1)}h0`)
            .join('')}
        />
        {exemplar ? <Diamond {...at(exemplar)} /> : null}
        {focused ? (
          <circle cx={at(focused).x} cy={at(focused).y} r="5" className={styles['ring']} />
        ) : null}
        {near ? (
          <circle cx={at(near).x} cy={at(near).y} r="3" className={styles['nearest']} />
        ) : null}
      </svg>
      <p className={styles['axis']}>
        {near ? (
          <span>
            {placeWords(near.address)}, {counted(near.distance, 'bit')}
          </span>
        ) : (
          <>
            <span>{panel.key === '2d' ? 'picture 1' : 'section 0'}</span>
            <span>
              {panel.key === '2d' ? grouped(panel.count) : grouped(Math.max(0, panel.count - 1))}
            </span>
          </>
        )}
      </p>
    </figure>
  );
}

/** Room for marks that lie on the border. */
const edge = 7;

function Diamond({ x, y }: { x: number; y: number }) {
  return <path d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`} className={styles['diamond']} />;
}

function summaryOf({ key, points }: PlacePanel): string {
  const many = counted(points.length, 'patch', 'patches');
  if (key === '2d') return many;
  const indices = points.map(({ address }) => address.index);
  const [least, most] = [Math.min(...indices), Math.max(...indices)];
  return `${many}, ${least === most ? `section ${least}` : `sections ${least} to ${most}`}`;
}
