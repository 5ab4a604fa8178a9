import { Button, RangeSlider } from '@mantine/core';
import { type PointerEvent, useRef, useState } from 'react';
import type { ThresholdYield } from '../../shared/model.ts';
import { scoreFigure } from '../../shared/score-figure.ts';
import { counted, grouped } from '../element/numbers.ts';
import { countInBand, type ScoreBand } from './review-query.ts';
import styles from './score-strip.module.css';

const height = 100;
const axis = [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: value.toFixed(1) }));

/** Scores of all exemplars with the threshold; a drag over it, or the slider below, picks a band of them. */
export function ScoreStrip(props: {
  readonly yielded: ThresholdYield;
  readonly band: ScoreBand | null;
  readonly onBand: (band: ScoreBand | null) => void;
}) {
  const { yielded, band, onBand } = props;
  const [drawn, setDrawn] = useState<ScoreBand | null>(null);
  const shown = drawn ?? band;
  const pick = (next: ScoreBand) => {
    setDrawn(null);
    onBand(next.from <= 0 && next.to >= 1 ? null : next);
  };
  const drag = useBandDrag(setDrawn, pick);
  return (
    <section className={styles['strip']} aria-label="Scores">
      <div className={styles['head']}>
        <h2 title="Heights grow with the square root of the count">Scores of all exemplars</h2>
        <span className={styles['sample']} data-side="dropped">
          dropped
        </span>
        <span className={styles['sample']} data-side="kept">
          kept, above {thresholdWords(yielded)}
        </span>
        <span className={styles['space']} />
        <span>
          {shown ? bandWords(yielded, shown) : 'Drag over the scores to see some of them only'}
        </span>
        {shown ? (
          <Button size="compact-xs" onClick={() => pick({ from: 0, to: 1 })}>
            All scores
          </Button>
        ) : null}
      </div>
      <div className={styles['chart']}>
        <Bars yielded={yielded} band={shown} drag={drag} />
        <RangeSlider
          size="xs"
          min={0}
          max={1}
          step={0.01}
          minRange={0.01}
          label={null}
          marks={axis}
          value={[shown?.from ?? 0, shown?.to ?? 1]}
          onChange={([from, to]) => setDrawn({ from, to })}
          onChangeEnd={([from, to]) => pick({ from, to })}
          thumbFromLabel="Lowest score shown"
          thumbToLabel="Highest score shown"
        />
      </div>
    </section>
  );
}

function thresholdWords({ threshold, perSource }: ThresholdYield): string {
  const own = perSource.filter((each) => each.threshold !== null).length;
  const words = threshold.toFixed(2);
  return own === 0 ? words : `${words} (${counted(own, 'source')} with a threshold of its own)`;
}

function bandWords({ histogram, scored }: ThresholdYield, band: ScoreBand): string {
  const count = grouped(countInBand(histogram, band));
  return `Scores ${band.from.toFixed(2)} to ${band.to.toFixed(2)}: ${count} of ${grouped(scored)}`;
}

type BandDrag = ReturnType<typeof useBandDrag>;

function Bars(props: {
  readonly yielded: ThresholdYield;
  readonly band: ScoreBand | null;
  readonly drag: BandDrag;
}) {
  const { yielded, band } = props;
  const figure = scoreFigure(yielded);
  return (
    <svg
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${figure.title}: ${grouped(yielded.kept)} of ${grouped(yielded.scored)} above the threshold`}
      className={styles['bars']}
      {...props.drag}
    >
      {figure.marks.flatMap((mark) =>
        mark.kind === 'bars'
          ? mark.bars.map((bar) => (
              <rect
                key={bar.from}
                x={bar.from * 100}
                y={height - barHeight(bar.y, figure.y.to)}
                width={0.85}
                height={barHeight(bar.y, figure.y.to)}
                data-side={mark.name}
              />
            ))
          : [],
      )}
      {band ? (
        <>
          <rect x={0} y={0} width={band.from * 100} height={height} data-outside="" />
          <rect
            x={band.to * 100}
            y={0}
            width={100 - band.to * 100}
            height={height}
            data-outside=""
          />
        </>
      ) : null}
      <line
        x1={yielded.threshold * 100}
        x2={yielded.threshold * 100}
        y1={0}
        y2={height}
        className={styles['threshold']}
      />
    </svg>
  );
}

/** By the square root: a good model's scores lie at both ends, and the few between are what is looked for. */
const barHeight = (count: number, most: number): number => Math.sqrt(count / most) * height;

/** From where a button is pressed to where it is let go; a click takes the tenth it lies in. */
function useBandDrag(show: (band: ScoreBand | null) => void, pick: (band: ScoreBand) => void) {
  const begun = useRef<number | null>(null);
  const bandTo = (event: PointerEvent<SVGSVGElement>, from: number): ScoreBand => {
    const to = scoreAt(event);
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    if (high - low >= 0.01) return { from: low, to: high };
    const tenth = Math.min(0.9, Math.floor(low * 10) / 10);
    return { from: tenth, to: Math.round((tenth + 0.1) * 10) / 10 };
  };
  return {
    onPointerDown(event: PointerEvent<SVGSVGElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      begun.current = scoreAt(event);
    },
    onPointerMove(event: PointerEvent<SVGSVGElement>) {
      if (begun.current !== null) show(bandTo(event, begun.current));
    },
    onPointerUp(event: PointerEvent<SVGSVGElement>) {
      if (begun.current !== null) pick(bandTo(event, begun.current));
      begun.current = null;
    },
    onPointerCancel() {
      begun.current = null;
      show(null);
    },
  };
}

function scoreAt(event: PointerEvent<SVGSVGElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (event.clientX - box.left) / box.width;
  return Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;
}
