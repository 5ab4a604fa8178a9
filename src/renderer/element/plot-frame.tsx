import {
  createElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useState,
} from 'react';
import {
  axisText,
  type Figure,
  type FigureAxis,
  type FigurePoint,
  figureCsv,
  wordAt,
} from '../../shared/figure.ts';
import { type FigureShape, frameOf, layoutFigure, placePoint } from '../../shared/figure-layout.ts';
import { figureSvg } from '../../shared/figure-svg.ts';
import { type NearPoint, nearestPoint } from './nearest-point.ts';
import { type PlotCursor, pointAt, steppedCursor } from './plot-cursor.ts';
import styles from './plot-frame.module.css';
import { SaveMenu } from './save-menu.tsx';

export interface PlotFrameProps {
  readonly figure: Figure;
  /** name of saved files, without ending */
  readonly fileName: string;
  readonly width?: number;
  readonly height?: number;
  /** what a click picks must be reachable by keyboard beside the plot */
  readonly onPick?: (x: number, picked: NearPoint) => void;
  /** opens what a point is of; the points can then be walked with the keyboard too */
  readonly onOpen?: (of: NonNullable<FigurePoint['of']>) => void;
}

/** A figure with hover and a small menu that saves it; drawn from the same shapes as the files. */
export function PlotFrame(props: PlotFrameProps) {
  const { figure, fileName, width = 520, height = 380, onPick, onOpen } = props;
  const [hovered, setHovered] = useState<NearPoint | null>(null);
  const [cursor, setCursor] = useState<PlotCursor | null>(null);
  const frame = frameOf(figure, width, height);
  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = width / box.width;
    const pointer = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
    setCursor(null);
    setHovered(nearestPoint(figure, frame, pointer));
  };
  const shown = cursor ? pointAt(figure, cursor) : hovered;
  const at = shown ? placePoint(figure, frame, shown.point) : null;
  const open = () => {
    if (shown?.point.of) onOpen?.(shown.point.of);
    else if (shown) onPick?.(shown.point.x, shown);
  };
  return (
    <figure className={styles['figure']} style={{ maxWidth: width }}>
      <figcaption className={styles['head']}>
        <h2>{figure.title}</h2>
        <SaveMenu
          title={figure.title}
          fileName={fileName}
          drawing={() => ({ svg: figureSvg(figure, width, height), width, height })}
          csv={() => figureCsv(figure)}
        />
      </figcaption>
      <Walk
        figure={figure}
        cursor={onOpen ? cursor : undefined}
        onMove={setCursor}
        onOpen={open}
        words={shown ? readingOf(figure, shown) : 'no place yet'}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: what a click picks can be set with the keys of the frame around it, or the slider beside it. */}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={figure.title}
          className={styles['plot']}
          onPointerMove={hover}
          onPointerLeave={() => setHovered(null)}
          data-pickable={(onPick && hovered) || undefined}
          onClick={open}
        >
          {layoutFigure(figure, frame).map(drawShape)}
          {at ? <circle cx={at.x} cy={at.y} r="4" className={styles['spot']} /> : null}
        </svg>
      </Walk>
      <p className={styles['reading']} aria-live="off">
        {shown ? readingOf(figure, shown) : onOpen ? walkWords : '\u00a0'}
      </p>
    </figure>
  );
}

const walkWords = 'Arrow keys walk the curves; Enter or a click opens what is there';

/** "dedup, liver: share of sources 40%, share of patches 12%" */
function readingOf({ x, y }: Figure, { name, point }: NearPoint): string {
  const of = point.of ? `${point.of.name} in ${name}` : name;
  return `${of}: ${reading(x, point.x)}, ${reading(y, point.y)}`;
}

/** A number with what it counts; on an axis of words the word. */
function reading(axis: FigureAxis, value: number): string {
  const number = `${axis.label.toLowerCase()} ${axisText(value, axis.format)}`;
  return wordAt(axis, value) ?? number;
}

/** What can be opened can be walked to: a slider along the points, by keyboard. */
function Walk(props: {
  readonly figure: Figure;
  /** left out where nothing can be opened */
  readonly cursor: PlotCursor | null | undefined;
  readonly words: string;
  readonly onMove: (cursor: PlotCursor | null) => void;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const { figure, cursor, onMove } = props;
  if (cursor === undefined) return props.children;
  const press = (event: KeyboardEvent) => {
    const next = steppedCursor(figure, cursor, event.key);
    if (event.key === 'Enter') props.onOpen();
    else if (next !== cursor) onMove(next);
    else return;
    event.preventDefault();
  };
  const mark = cursor ? figure.marks[cursor.mark] : undefined;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Place on ${figure.title}`}
      aria-valuemin={0}
      aria-valuemax={mark?.kind === 'line' ? mark.points.length - 1 : 0}
      aria-valuenow={cursor?.point ?? 0}
      aria-valuetext={props.words}
      className={styles['walk']}
      onKeyDown={press}
      onBlur={() => onMove(null)}
    >
      {props.children}
    </div>
  );
}

function drawShape(shape: FigureShape, index: number) {
  const {
    'stroke-width': strokeWidth,
    'stroke-dasharray': strokeDasharray,
    ...rest
  } = shape.attributes;
  const {
    'text-anchor': textAnchor,
    'font-size': fontSize,
    'stroke-linejoin': join,
    'fill-opacity': fillOpacity,
    ...plain
  } = rest;
  return createElement(
    shape.tag,
    {
      key: index,
      ...plain,
      strokeWidth,
      strokeDasharray,
      strokeLinejoin: join,
      fillOpacity,
      textAnchor,
      fontSize,
      style: { [shape.paint]: inkVariable(shape.ink) },
    },
    shape.text,
  );
}

function inkVariable(ink: FigureShape['ink']): string {
  if (typeof ink === 'number') return `var(--ink-${ink})`;
  const names = {
    reference: 'secondary',
    text: 'secondary',
    caption: 'text',
    grid: 'line',
    axis: 'edge',
  };
  return `var(--${names[ink]})`;
}
