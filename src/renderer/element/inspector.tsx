import { CloseButton } from '@mantine/core';
import { type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './inspector.module.css';

export const inspectorWidths = { least: 260, most: 640 } as const;

/** Details of one thing, on the right; its edge is dragged, or moved with the arrow keys. */
export function Inspector(props: {
  readonly title: string;
  readonly width: number;
  readonly onWidth: (width: number) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dragged = useRef<{ x: number; width: number } | null>(null);
  const resize = (width: number) =>
    props.onWidth(Math.min(inspectorWidths.most, Math.max(inspectorWidths.least, width)));
  const drag = (event: PointerEvent) => {
    if (dragged.current) resize(dragged.current.width + dragged.current.x - event.clientX);
  };
  return (
    <aside className={styles['inspector']} style={{ width: props.width }} aria-label={props.title}>
      {/* biome-ignore lint/a11y/useSemanticElements: a moved separator is a control, which hr cannot be. */}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label="Width of the inspector"
        aria-valuenow={props.width}
        aria-valuemin={inspectorWidths.least}
        aria-valuemax={inspectorWidths.most}
        className={styles['edge']}
        onPointerDown={(event) => {
          dragged.current = { x: event.clientX, width: props.width };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          dragged.current = null;
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') resize(props.width + 16);
          if (event.key === 'ArrowRight') resize(props.width - 16);
        }}
      />
      <header className={styles['head']}>
        <h2 title={props.title}>{props.title}</h2>
        <CloseButton size="sm" aria-label="Close the inspector" onClick={props.onClose} />
      </header>
      <div className={styles['body']}>{props.children}</div>
    </aside>
  );
}
