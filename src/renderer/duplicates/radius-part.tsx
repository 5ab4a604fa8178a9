import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { explain } from '../../shared/failure.ts';
import type { KeepCurves } from '../../shared/keep-curve.ts';
import { bitsText, keepCurveFigure, pairPrecisionFigure } from '../../shared/keep-curve-figure.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { JobProgress } from '../element/job-progress.tsx';
import { counted, durationText, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { cancelJob } from '../session/project-actions.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import part from './part.module.css';
import styles from './radius.module.css';
import { GrownNote } from './radius-grown.tsx';
import { radiusState } from './radius-state.ts';
import { RadiusTable } from './radius-table.tsx';
import { steppedRadius } from './stepped-radius.ts';
import { useCurves } from './use-curves.ts';

/** How many exemplars each radius leaves, by source, before one is chosen. */
export function RadiusPart({ choice }: { choice: ReactNode }) {
  const state = useCurves();
  const { curves, counting } = state;
  const { chosen, as } = useStore(radiusState, (each) => each);
  const inForce = curves?.settings.hammingLimit ?? 0;
  const radius = Math.min(20, chosen ?? inForce);
  const isCounted = curves?.kept[radius] !== null && curves?.kept[radius] !== undefined;
  const isCurrent = curves?.state === 'current';
  const isOther = curves !== null && radius !== inForce;
  useCommands(radiusCommands(radius));
  return (
    <Screen
      title="Duplicates"
      busy={curves === null && state.problem === null}
      scope={
        <>
          {choice}
          {isCounted ? (
            <SegmentedControl
              aria-label="Curves of"
              data={[
                { value: 'patches', label: 'Patches' },
                { value: 'share', label: 'Share of raw' },
              ]}
              value={as}
              onChange={(value) => radiusState.set({ as: value === 'share' ? 'share' : 'patches' })}
            />
          ) : null}
        </>
      }
      actions={
        curves ? (
          isCurrent || (isCounted && isOther) ? (
            <KeepButton radius={radius} isOther={isOther} state={state} />
          ) : (
            <CountButton state={state} />
          )
        ) : null
      }
    >
      {curves && !isCounted && !counting ? (
        <NotCounted curves={curves} />
      ) : (
        <Column>
          <div className={styles['page']}>
            {counting ? (
              <JobProgress
                words="Counting what each radius keeps"
                job={counting}
                onCancel={() => void cancelJob(counting.id)}
              />
            ) : null}
            {state.failure ? <Problem words={explain(state.failure)} /> : null}
            {state.problem ? (
              <Problem words={state.problem} action={{ title: 'Try again', run: state.again }} />
            ) : null}
            {curves && !isCurrent && !counting ? (
              <StaleNote curves={curves} state={state} offersCount={isOther} />
            ) : null}
            {curves && !counting ? <GrownNote curves={curves} state={state} /> : null}
            {curves && isCounted ? <Counted curves={curves} radius={radius} /> : null}
          </div>
        </Column>
      )}
    </Screen>
  );
}

const look = (chosen: number): void => radiusState.set({ chosen });

function radiusCommands(radius: number): readonly Command[] {
  const move = (title: string, key: string, step: number): Command => ({
    title,
    group: 'This screen',
    keys: [key],
    run: () => look(steppedRadius(radius, step)),
  });
  return [
    move('Look at a smaller radius', 'arrowleft', -1),
    move('Look at a larger radius', 'arrowright', 1),
    move('Look at radius 0', 'home', -20),
    move('Look at radius 20', 'end', 20),
    {
      title: 'Patches, or share of raw',
      group: 'View',
      keys: ['x'],
      run: () => radiusState.set({ as: radiusState.get().as === 'share' ? 'patches' : 'share' }),
    },
  ];
}

type CurveState = ReturnType<typeof useCurves>;

function KeepButton(props: {
  readonly radius: number;
  readonly isOther: boolean;
  readonly state: CurveState;
}) {
  const { radius, isOther, state } = props;
  const blocked = isOther ? state.blocked : `${bitsText(radius)} is the radius in force.`;
  const title = 'De-duplicate within this radius';
  const key = useShownKey('de-duplicate-within-this-radius', 'k');
  const run = () => state.keep(radius);
  useCommands([{ title, group: 'This screen', keys: ['k'], blocked, run }]);
  return (
    <PrimaryButton keyShown={key} blocked={blocked} onClick={run}>
      De-duplicate within {bitsText(radius)}
    </PrimaryButton>
  );
}

function CountButton({ state }: { state: CurveState }) {
  const key = useShownKey('count-what-each-radius-keeps', 'c');
  const { blocked, count: run } = state;
  const title = 'Count what each radius keeps';
  useCommands([{ title, group: 'This screen', keys: ['c'], blocked, run }]);
  return (
    <PrimaryButton keyShown={key} blocked={blocked} onClick={run}>
      {title}
    </PrimaryButton>
  );
}

/** "about 40 s" */
const about = ({ needs }: KeepCurves): string =>
  `about ${durationText(Math.max(1, Math.ceil(needs.seconds)))}`;

function NotCounted({ curves }: { curves: KeepCurves }) {
  const { needs, sources } = curves;
  const words =
    sources.length === 0
      ? 'There are no raw patches here to count: this project was made from a data set, which holds exemplars alone.'
      : `How many patches would each radius from 0 to 20 bits keep? Counting takes ${counted(needs.units, 'de-duplication')}, ${about(curves)}, and changes nothing.`;
  return (
    <div className={part['none']}>
      <Empty words={words} />
    </div>
  );
}

function StaleNote(props: {
  readonly curves: KeepCurves;
  readonly state: CurveState;
  /** the screen's own action is another now */
  readonly offersCount: boolean;
}) {
  const { curves, state } = props;
  const others = curves.sources.filter((source) => source.state !== 'current');
  const names = others.slice(0, 3).map(({ name }) => name);
  const more = others.length > names.length ? ` and ${others.length - names.length} more` : '';
  return (
    <div className={styles['stale']} role="status">
      <p>
        Out of date: the patches of {names.join(', ')}
        {more} have changed since they were counted. The curve shows them as they were; to count
        them again takes {about(curves)}.
      </p>
      {props.offersCount ? <CountButton state={state} /> : null}
    </div>
  );
}

function Counted({ curves, radius }: { curves: KeepCurves; radius: number }) {
  const { as } = useStore(radiusState, (each) => each);
  const [lit, setLit] = useState<number | null>(null);
  const inForce = curves.settings.hammingLimit;
  const chosen = radius === inForce ? null : radius;
  return (
    <div className={styles['counted']}>
      <div className={styles['plots']}>
        <PlotFrame
          figure={keepCurveFigure(curves, { as, chosen, lit })}
          fileName="keep-curve"
          width={560}
          height={360}
          onPick={(x) => look(x)}
        />
        <Precision inForce={inForce} radius={radius} />
      </div>
      <div className={styles['beside']}>
        <p className={styles['words']} role="status">
          {summaryOf(curves, radius)}
        </p>
        <RadiusTable curves={curves} radius={radius} lit={lit} onLit={setLit} />
        <p className={styles['note']}>
          Left and right arrow keys move the radius, up and down light a source’s curve. Every count
          is of a de-duplication in the order of the project’s seed, not an estimate; people’s
          decisions on groups come on top.
        </p>
      </div>
    </div>
  );
}

/** "At 9 bits 1,919 of 2,839 patches stay, 242 more than now." */
function summaryOf({ kept, now, raw, settings }: KeepCurves, radius: number): string {
  const then = kept[radius] ?? 0;
  const share = raw === 0 ? '' : ` (${percentText(then / raw)})`;
  const stay = `${bitsText(radius)}: ${counted(then, 'patch', 'patches')} of ${counted(raw, 'raw one')} stay${share}`;
  if (radius === settings.hammingLimit && then === now) return `${stay}, as now.`;
  if (then === now) return `${stay}, as many as now.`;
  const more = then > now ? 'more' : 'fewer';
  return `${stay}, ${counted(Math.abs(then - now), more, more)} than now.`;
}

/** The share of joined pairs that show the same, below the curve on the same axis. */
function Precision({ inForce, radius }: { inForce: number; radius: number }) {
  const { value } = useAnswer(() => engine.pairs.estimate.query(), []);
  if (!value) return null;
  const marked = value.strata.reduce((sum, { same, different }) => sum + same + different, 0);
  if (marked === 0) {
    return (
      <p className={styles['note']}>
        How often does a radius join patches that differ? Mark some pairs under Pairs, and the share
        that shows the same is estimated here for every radius.
      </p>
    );
  }
  const at = value.total[radius];
  const rules = { inForce, chosen: radius === inForce ? null : radius };
  return (
    <>
      <PlotFrame
        figure={pairPrecisionFigure(value.total, marked, rules)}
        fileName="pair-precision"
        width={560}
        height={220}
        onPick={(x) => look(x)}
      />
      <p className={styles['note']}>
        {at
          ? `At ${bitsText(radius)} ${percentText(at.share)} of the joined pairs show the same (${percentText(at.low)} to ${percentText(at.high)}), by ${counted(marked, 'marked pair')}.`
          : `No pair is marked yet at the distances of ${bitsText(radius)}.`}
        {at && at.unmarked > 0.005
          ? ` ${percentText(at.unmarked)} of the pairs are of distances nobody has marked, which leaves the interval open.`
          : ''}
        {value.besides > 0
          ? ` ${counted(value.besides, 'more mark')} of single sources, out of the order of all, ${value.besides === 1 ? 'is' : 'are'} left out here.`
          : ''}
      </p>
    </>
  );
}
