import { type ReactNode, useState } from 'react';
import type { Box } from '../../shared/patch.ts';
import { boxInWindow } from './box-in-window.ts';
import styles from './context-view.module.css';

/** Part of a cross-section with a patch's box on it, in true proportion where the pixel size is known. */
export function SectionPicture(props: {
  readonly source: string;
  /** drawn in the box until the section is there; null draws nothing */
  readonly first: string | null;
  readonly name: string;
  /** null marks nothing */
  readonly box: Box | null;
  readonly window: Box;
  readonly pixelNm: { readonly y: number; readonly x: number } | null;
  readonly large?: boolean;
  readonly scale?: ReactNode;
}) {
  const { source, window } = props;
  const [shown, setShown] = useState<{ source: string; isMissing: boolean } | null>(null);
  const isMissing = shown?.source === source && shown.isMissing;
  const isHere = shown !== null && !shown.isMissing;
  if (isMissing) {
    return (
      <p className={styles['missing']}>
        This section cannot be read. Connect the disk with the volume, or look for its file with
        “Find moved volumes…” in the menu of the project.
      </p>
    );
  }
  const { y, x } = props.pixelNm ?? { y: 1, x: 1 };
  const ratio = ((window.x1 - window.x0) * x) / ((window.y1 - window.y0) * y);
  const place = props.box ? boxInWindow(props.box, window) : null;
  return (
    <div
      className={styles['picture']}
      data-large={props.large || undefined}
      style={{ aspectRatio: String(ratio), ...fitting(ratio, props.large ?? false) }}
    >
      {props.first && place ? (
        <img src={props.first} alt="" className={styles['first']} style={place} />
      ) : null}
      <img
        src={source}
        alt={props.name}
        data-here={isHere || undefined}
        onLoad={() => setShown({ source, isMissing: false })}
        onError={() => setShown({ source, isMissing: true })}
      />
      {place ? <span className={styles['box']} style={place} /> : null}
      {props.scale}
    </div>
  );
}

/** As large as its place allows, with the picture's own proportion. */
const fitting = (ratio: number, isLarge: boolean) =>
  isLarge ? { width: `min(100%, calc((100cqh - 64px) * ${ratio}))` } : { width: '100%' };
