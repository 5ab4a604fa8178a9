import { UnstyledButton } from '@mantine/core';
import type { Job } from '../../shared/job.ts';
import type { Project } from '../../shared/project.ts';
import { Bar } from '../element/bar.tsx';
import { compact, grouped } from '../element/numbers.ts';
import { activeJob, jobProgress } from '../session/job-list.ts';
import { goTo, navigation, type ScreenName } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './funnel.module.css';
import { type FunnelLoss, type FunnelStage, funnelStages, stageOfJob } from './funnel-stages.ts';
import { ProjectMenu } from './project-menu.tsx';

/** The flow as navigation: what is left after each stage, drawn to the scale of the stage above. */
export function Funnel({ project }: { project: Project }) {
  const screen = useStore(navigation, (state) => state.screen);
  const job = useStore(session, (state) => activeJob(state.jobs));
  return (
    <nav className={styles['funnel']} aria-label="Flow">
      <ProjectMenu project={project} />
      <ul>
        {funnelStages(project.funnel).map((stage) => (
          <li key={stage.title}>
            <Stage stage={stage} isCurrent={stage.screen === screen} job={job} />
            {stage.loss ? (
              <Loss loss={stage.loss} isCurrent={stage.loss.screen === screen} />
            ) : null}
          </li>
        ))}
      </ul>
      <ul className={styles['tools']}>
        <Tool screen="label" title="Label" note={grouped(project.funnel.labels)} current={screen} />
        <Tool screen="agreement" title="Agreement" note="" current={screen} />
        <Tool
          screen="classifier"
          title="Classifier"
          note={project.funnel.stale.model ? 'train again' : ''}
          current={screen}
        />
      </ul>
    </nav>
  );
}

function Stage(props: { stage: FunnelStage; isCurrent: boolean; job: Job | null }) {
  const { stage, job } = props;
  const isWorking = job !== null && stageOfJob(job) === stage.title;
  return (
    <UnstyledButton
      className={styles['stage']}
      aria-current={props.isCurrent ? 'page' : undefined}
      onClick={() => goTo(stage.screen)}
      title={stage.hint}
    >
      <span className={styles['row']}>
        <span>{stage.title}</span>
        <span className={styles['count']}>
          {stage.stale ? <span className={styles['stale']}>{stage.stale}</span> : null}
          {stage.text ?? (stage.count === null ? '–' : compact(stage.count))}
        </span>
      </span>
      {isWorking && job ? (
        <Bar fraction={jobProgress(job)} tone="progress" label={job.title} />
      ) : (
        <Bar fraction={stage.share} />
      )}
    </UnstyledButton>
  );
}

/** What lies between two bars. */
function Loss({ loss, isCurrent }: { loss: FunnelLoss; isCurrent: boolean }) {
  return (
    <UnstyledButton
      className={`${styles['stage']} ${styles['loss']}`}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => goTo(loss.screen)}
      title={loss.hint}
    >
      <span className={styles['row']}>
        <span>{loss.title}</span>
        <span className={styles['count']}>{loss.count > 0 ? `−${compact(loss.count)}` : '–'}</span>
      </span>
    </UnstyledButton>
  );
}

function Tool(props: { screen: ScreenName; title: string; note: string; current: ScreenName }) {
  return (
    <li>
      <UnstyledButton
        className={styles['stage']}
        aria-current={props.current === props.screen ? 'page' : undefined}
        onClick={() => goTo(props.screen)}
      >
        <span className={styles['row']}>
          <span>{props.title}</span>
          <span className={styles['count']}>{props.note}</span>
        </span>
      </UnstyledButton>
    </li>
  );
}
