import { Button, Menu } from '@mantine/core';
import { createElement, type PointerEvent, useState } from 'react';
import { axisText, type Figure, figureCsv } from '../../shared/figure.ts';
import {
  type FigureShape,
  figureFrame,
  layoutFigure,
  placePoint,
} from '../../shared/figure-layout.ts';
import { figureSvg } from '../../shared/figure-svg.ts';
import { nearestPoint } from './nearest-point.ts';
import styles from './plot-frame.module.css';
import { saveBlob, savePng } from './save-file.ts';

export interface PlotFrameProps {
  readonly figure: Figure;
  /** name of saved files, without ending */
  readonly fileName: string;
  readonly width?: number;
  readonly height?: number;
  readonly onPick?: (x: number) => void;
}

/** A figure with hover and a small menu that saves it; drawn from the same shapes as the files. */
export function PlotFrame({ figure, fileName, width = 520, height = 380, onPick }: PlotFrameProps) {
  const [hovered, setHovered] = useState<ReturnType<typeof nearestPoint>>(null);
  const frame = figureFrame(width, height);
  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = width / box.width;
    const pointer = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
    setHovered(nearestPoint(figure, frame, pointer));
  };
  const at = hovered ? placePoint(figure, frame, hovered.point) : null;
  return (
    <figure className={styles['figure']} style={{ maxWidth: width }}>
      <figcaption className={styles['head']}>
        <h2>{figure.title}</h2>
        <SaveMenu figure={figure} fileName={fileName} width={width} height={height} />
      </figcaption>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: what a click picks can be set with the slider beside it. */}
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={figure.title}
        className={styles['plot']}
        onPointerMove={hover}
        onPointerLeave={() => setHovered(null)}
        onClick={() => hovered && onPick?.(hovered.point.x)}
      >
        {layoutFigure(figure, frame).map(drawShape)}
        {at ? <circle cx={at.x} cy={at.y} r="4" className={styles['spot']} /> : null}
      </svg>
      <p className={styles['reading']} aria-live="off">
        {hovered
          ? `${hovered.name}: ${figure.x.label.toLowerCase()} ${axisText(hovered.point.x, figure.x.format)}, ${figure.y.label.toLowerCase()} ${axisText(hovered.point.y, figure.y.format)}`
          : '\u00a0'}
      </p>
    </figure>
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

function SaveMenu(props: { figure: Figure; fileName: string; width: number; height: number }) {
  const { figure, fileName, width, height } = props;
  const svg = () => figureSvg(figure, width, height);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" aria-label={`Save ${figure.title}`}>
          Save
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveBlob(`${fileName}.svg`, svg(), 'image/svg+xml')}>
          Save as SVG
        </Menu.Item>
        <Menu.Item onClick={() => void savePng(`${fileName}.png`, svg(), width, height)}>
          Save as PNG
        </Menu.Item>
        <Menu.Item onClick={() => saveBlob(`${fileName}.csv`, figureCsv(figure), 'text/csv')}>
          Save as CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
