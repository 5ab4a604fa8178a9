import { scaleBar } from '../../shared/scale-bar.ts';
import styles from './scale-bar.module.css';

/** A bar of a round length over the lower edge of a picture; in words where its pixel size is not known. */
export function ScaleBar(props: {
  /** width of the picture in its own pixels, and the edge it is drawn at */
  readonly pixels: number;
  readonly shown: number;
  readonly pixelNm: number | null;
}) {
  const { pixels, shown, pixelNm } = props;
  if (pixelNm === null) {
    // The words are as wide as a middling patch and would lie on the mark in its corner.
    return <span className={styles['unknown']}>{shown < 170 ? '? nm' : 'unknown pixel size'}</span>;
  }
  const bar = scaleBar(pixels, pixelNm);
  return (
    <span className={styles['scale']} style={{ width: `${bar.share * 100}%` }}>
      {shown < 90 ? null : <span className={styles['words']}>{bar.words}</span>}
      <span className={styles['bar']} role="img" aria-label={`Scale bar ${bar.words}`} />
    </span>
  );
}
