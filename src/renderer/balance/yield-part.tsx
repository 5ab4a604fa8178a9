import type { ReactNode } from 'react';
import { useState } from 'react';
import type { SectionYield } from '../../shared/crop-yield.ts';
import { cropYieldFigure, sectionName } from '../../shared/crop-yield-figure.ts';
import { explain } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { JobProgress } from '../element/job-progress.tsx';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { activeJob, latestJob } from '../session/job-list.ts';
import { goTo } from '../session/navigation.ts';
import { cancelJob } from '../session/project-actions.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './balance-screen.module.css';
import { HeatMap } from './heat-map.tsx';
import { useSectionChoice } from './section-choice.tsx';
import own from './yield.module.css';
import { YieldTable } from './yield-table.tsx';

/** How many random crops of cross-sections would show nothing, and where the informative parts lie. */
export function YieldPart({ choice }: { choice: ReactNode }) {
  const jobs = useStore(session, (state) => state.jobs);
  const active = activeJob(jobs);
  const last = latestJob(jobs, ['yield']);
  const list = useAnswer(() => engine.yields.list.query(), [last?.id ?? 0, last?.state ?? '']);
  const next = useSectionChoice();
  const [chosen, setChosen] = useState<string | null>(null);
  const sections = list.value ?? [];
  const shown = sections.find(({ id }) => id === chosen) ?? sections[0];
  const failure = last?.failure && active?.kind !== 'yield' ? last.failure : null;
  return (
    <Screen title="Balance" scope={choice} actions={next.actions}>
      <Column>
        <div className={styles['page']}>
          {next.fields}
          {active?.kind === 'yield' ? (
            <JobProgress
              words="Scoring cross-sections"
              job={active}
              onCancel={() => void cancelJob(active.id)}
            />
          ) : null}
          {failure && failure.kind !== 'cancelled' ? (
            <Problem
              words={explain(failure)}
              {...(failure.kind === 'map-needs-model'
                ? { action: { title: 'Go to Classifier', run: () => goTo('classifier') } }
                : {})}
            />
          ) : null}
          {list.problem ? <Problem words={list.problem} /> : null}
          {sections.length === 0 ? (
            <p className={own['words']}>
              Training shows a network random crops. This counts how many crops of a cross-section
              would hold nothing informative: windows of the size of a patch are scored all over it
              by the model in force, a section of 2,048 pixels in some ten seconds.
            </p>
          ) : null}
          <Found sections={sections} shown={shown} onShow={setChosen} again={list.again} />
        </div>
      </Column>
    </Screen>
  );
}

function Found(props: {
  readonly sections: readonly SectionYield[];
  readonly shown: SectionYield | undefined;
  readonly onShow: (id: string) => void;
  readonly again: () => void;
}) {
  const { sections, shown } = props;
  const byName = (name: string) => sections.find((each) => sectionName(each) === name);
  return (
    <div className={own['pair']} data-alone={shown === undefined || undefined}>
      {shown ? <HeatMap key={shown.id} section={shown} /> : null}
      <div>
        <PlotFrame
          figure={cropYieldFigure(sections)}
          fileName="crop-yield"
          width={520}
          height={320}
          onPick={(_x, { name }) => {
            const picked = byName(name);
            if (picked) props.onShow(picked.id);
          }}
        />
        <p className={own['words']}>
          Crops as in training: 0.2 to 1 of the area, proportions 3/4 to 4/3, 10,000 a section, seed
          1. The dashed curve is one informative square at a random place. Our own definition of
          figure A7, which the paper does not give.
        </p>
        <YieldTable {...props} />
      </div>
    </div>
  );
}
