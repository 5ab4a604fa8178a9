import { useEffect, useRef } from 'react';
import { paintedDifference } from './absolute-difference.ts';
import type { ComparedPicture } from './compared-picture.tsx';
import styles from './difference-view.module.css';
import { usePictureDifference } from './use-picture-difference.ts';

/** The absolute difference of two pictures, with its scale in grey levels, its mean and its maximum. */
export function DifferencePicture(props: {
  readonly first: ComparedPicture;
  readonly second: ComparedPicture;
  readonly gain: number;
}) {
  const { first, second, gain } = props;
  const canBe = !first.missing && !second.missing;
  const { difference, isMissing } = usePictureDifference(
    first.stored,
    canBe ? second.stored : null,
  );
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current || !difference) return;
    const { height, width } = difference;
    [canvas.current.width, canvas.current.height] = [width, height];
    context.putImageData(
      new ImageData(paintedDifference(difference, 2 ** gain), width, height),
      0,
      0,
    );
  }, [difference, gain]);
  const words = difference
    ? `mean ${difference.mean.toFixed(1)}, maximum ${difference.maximum}`
    : '';
  return (
    <figure className={styles['figure']}>
      <div className={styles['picture']}>
        {first.missing || second.missing || isMissing ? (
          <div className={styles['missing']}>
            {first.missing ??
              second.missing ??
              'One of the two cannot be read: there is no difference to show.'}
          </div>
        ) : (
          <canvas
            ref={canvas}
            role="img"
            aria-label={`Absolute difference in grey levels of 255: ${words}`}
          />
        )}
      </div>
      <figcaption className={styles['scaleCaption']}>
        <span>0</span>
        <span className={styles['ramp']} />
        <span>{gain === 0 ? '255' : `${Math.round(255 / 2 ** gain)}+`} grey levels</span>
        <span className={styles['figures']} title={words}>
          {words}
        </span>
      </figcaption>
    </figure>
  );
}
