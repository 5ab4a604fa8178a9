import { Button, Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FilterModel, ThresholdYield } from '../../shared/model.ts';
import { scoreFigure } from '../../shared/score-figure.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { grouped, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { attempt, say } from '../session/notice.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './classifier-screen.module.css';

/** Scores of all exemplars, a threshold to slide, and what it would keep of each source. */
export function ThresholdPart({ model }: { model: FilterModel }) {
  const chosen = useAnswer(() => engine.models.yield.query({ threshold: null }), [model.id]);
  const [moved, setMoved] = useState<number | null>(null);
  const settled = useSettled(moved, 60);
  const tried = useAnswer(
    () => engine.models.yield.query({ threshold: settled }),
    [model.id, settled],
  );
  const now = tried.value ?? chosen.value;
  const current = chosen.value?.threshold ?? null;
  const shown = moved ?? current;
  const problem = chosen.problem ?? tried.problem;
  if (problem) return <Problem words={problem} />;
  if (!now || shown === null || current === null) return null;
  const use = async () => {
    const done = await attempt(engine.models.setThreshold.mutate({ threshold: shown }));
    if (!done) return;
    say(done.summary, true);
    setMoved(null);
  };
  return (
    <div className={styles['card']}>
      <section>
        <PlotFrame
          figure={scoreFigure({ ...now, threshold: shown })}
          fileName={`scores-model-${model.id}`}
          width={460}
          height={280}
          onPick={(x) => setMoved(Math.round(x * 100) / 100)}
        />
        <div className={styles['slide']}>
          <Slider
            className={styles['slider'] ?? ''}
            size="sm"
            min={0}
            max={1}
            step={0.01}
            label={null}
            value={shown}
            onChange={setMoved}
            thumbLabel="Threshold: kept when the score is higher"
          />
          <Button
            variant={shown === current ? 'default' : 'filled'}
            disabled={shown === current}
            onClick={() => void use()}
          >
            Use threshold {shown.toFixed(2)}
          </Button>
        </div>
        <p>
          Keeps {grouped(now.kept)} of {grouped(now.scored)} exemplars
          {now.scored > 0 ? ` (${percentText(now.kept / now.scored)})` : ''}.
          {shown === current ? '' : ` In use: ${current.toFixed(2)}.`}
        </p>
      </section>
      <Yield yielded={now} />
    </div>
  );
}

function Yield({ yielded }: { yielded: ThresholdYield }) {
  return (
    <section>
      <h2>Kept of each source</h2>
      <ul className={styles['yield']}>
        {yielded.perSource.map((row) => (
          <li key={row.source}>
            <span className={styles['name']}>{row.name}</span>
            <Bar fraction={row.exemplars > 0 ? row.kept / row.exemplars : 0} />
            <span className={styles['number']}>
              {grouped(row.kept)}{' '}
              <span className={styles['quiet']}>of {grouped(row.exemplars)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The value once it has stood still for so many milliseconds: sliding must not ask at every step. */
function useSettled<T>(value: T, stillMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), stillMs);
    return () => window.clearTimeout(timer);
  }, [value, stillMs]);
  return settled;
}
