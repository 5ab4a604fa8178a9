import { NativeSelect, NumberInput, UnstyledButton } from '@mantine/core';
import {
  decidedOf,
  type LabelProgress,
  lackOf,
  type SourceProgress,
} from '../../shared/progress.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { Inspector } from '../element/inspector.tsx';
import { counted, durationText, grouped } from '../element/numbers.ts';
import { labelling } from '../session/labelling.ts';
import { attempt } from '../session/notice.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { workTime } from '../session/work-time.ts';
import { LabelBalance } from './label-balance.tsx';
import styles from './session-panel.module.css';

/** How far labelling is: against the goal, in this session, by source and by reason. */
export function SessionPanel(props: {
  readonly onSource: (source: number) => void;
  readonly onClose: () => void;
}) {
  const { inspectorWidth } = useStore(preferences, (each) => each);
  const progress = useAnswer(() => engine.labels.progress.query(), []);
  return (
    <Inspector
      title="Session"
      width={inspectorWidth}
      onWidth={(width) => prefer({ inspectorWidth: width })}
      onClose={props.onClose}
    >
      {progress.problem ? <p>{progress.problem}</p> : null}
      {progress.value ? (
        <>
          <Goal progress={progress.value} onSet={progress.again} />
          <ThisSession left={leftOf(progress.value)} />
          <Sources progress={progress.value} onSource={props.onSource} />
          <Reasons progress={progress.value} />
        </>
      ) : null}
      <BreakChoice />
    </Inspector>
  );
}

const sum = (sources: readonly SourceProgress[], of: (each: SourceProgress) => number) =>
  sources.reduce((total, each) => total + of(each), 0);

const leftOf = ({ sources, goal }: LabelProgress): number =>
  Math.max(0, goal.total - sum(sources, decidedOf));

function Goal({ progress, onSet }: { progress: LabelProgress; onSet: () => void }) {
  const { goal, sources } = progress;
  const decided = sum(sources, decidedOf);
  const set = async (change: Partial<typeof goal>) => {
    await attempt(engine.labels.setGoal.mutate({ ...goal, ...change }));
    onSet();
  };
  return (
    <section className={styles['part']}>
      <h3>Goal</h3>
      <p className={styles['big']}>
        {grouped(decided)} <span className={styles['unit']}>of {grouped(goal.total)} labels</span>
      </p>
      <Bar
        fraction={goal.total > 0 ? decided / goal.total : 1}
        tone="progress"
        label="Labels of the goal"
      />
      <LabelBalance
        informative={sum(sources, (each) => each.informative)}
        uninformative={sum(sources, (each) => each.uninformative)}
        unsure={sum(sources, (each) => each.unsure)}
      />
      <div className={styles['fields']}>
        <NumberInput
          label="Labels in all"
          min={0}
          max={10_000_000}
          step={500}
          thousandSeparator=","
          value={goal.total}
          onChange={(total) => void set({ total: Number(total) || 0 })}
        />
        <NumberInput
          label="At least of each source"
          min={0}
          max={1_000_000}
          step={5}
          thousandSeparator=","
          value={goal.perSource}
          onChange={(perSource) => void set({ perSource: Number(perSource) || 0 })}
        />
      </div>
    </section>
  );
}

function ThisSession({ left }: { left: number }) {
  const saved = useStore(labelling.store, (state) => state.saved);
  const { workedMs } = useStore(workTime, (time) => time);
  const perMinute = workedMs > 10_000 ? (saved * 60_000) / workedMs : null;
  return (
    <section className={styles['part']}>
      <h3>Since this window opened</h3>
      <p>
        {counted(saved, 'label')} in {durationText(workedMs / 1000)} of labelling
        {perMinute ? `, ${perMinute.toFixed(0)} per minute` : ''}
      </p>
      {perMinute && left > 0 ? (
        <p className={styles['quiet']}>
          {grouped(left)} to go: about {durationText((left * 60) / perMinute)} at this rate
        </p>
      ) : null}
    </section>
  );
}

function Sources(props: {
  readonly progress: LabelProgress;
  readonly onSource: (source: number) => void;
}) {
  const { goal } = props.progress;
  const sources = [...props.progress.sources].sort((a, b) => lackOf(b, goal) - lackOf(a, goal));
  const lacking = sources.filter((each) => lackOf(each, goal) > 0).length;
  return (
    <section className={styles['part']}>
      <h3>Sources</h3>
      <p className={styles['quiet']}>
        {lacking === 0
          ? `Every source has ${grouped(goal.perSource)} labels, or all it can have.`
          : `${counted(lacking, 'source')} below ${grouped(goal.perSource)} labels; choose one to label it.`}
      </p>
      <ul className={styles['sources']}>
        {sources.map((each) => (
          <li key={each.source}>
            <UnstyledButton onClick={() => props.onSource(each.source)}>
              <span className={styles['name']} title={each.name}>
                {each.name}
              </span>
              <span>
                {grouped(decidedOf(each))}
                <span className={styles['unit']}>
                  {' '}
                  / {grouped(Math.min(goal.perSource, each.exemplars))}
                </span>
              </span>
              <Bar fraction={fractionOf(each, goal.perSource)} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function fractionOf(source: SourceProgress, perSource: number): number {
  const wanted = Math.min(perSource, source.exemplars);
  return wanted > 0 ? decidedOf(source) / wanted : 1;
}

function Reasons({ progress: { reasons } }: { progress: LabelProgress }) {
  const total = reasons.reduce((all, each) => all + each.count, 0);
  if (total === 0) return null;
  return (
    <section className={styles['part']}>
      <h3>Defects of uninformative patches</h3>
      <ul className={styles['sources']}>
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <div>
              <span className={styles['name']}>{reason ?? 'no reason given'}</span>
              <span>{grouped(count)}</span>
              <Bar fraction={count / total} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const breaks = [
  { value: '0', label: 'Never' },
  { value: '20', label: 'After 20 minutes' },
  { value: '45', label: 'After 45 minutes' },
  { value: '90', label: 'After 90 minutes' },
];

function BreakChoice() {
  const { breakAfterMinutes } = useStore(preferences, (each) => each);
  return (
    <section className={styles['part']}>
      <NativeSelect
        label="Suggest a break"
        data={breaks}
        value={String(breakAfterMinutes)}
        onChange={(event) => prefer({ breakAfterMinutes: Number(event.currentTarget.value) })}
      />
    </section>
  );
}
