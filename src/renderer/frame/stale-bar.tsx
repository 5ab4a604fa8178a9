import { Button } from '@mantine/core';
import type { Project } from '../../shared/project.ts';
import { engine } from '../bridge.ts';
import { activeJob } from '../session/job-list.ts';
import type { ScreenName } from '../session/navigation.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './frame.module.css';

/** Says on every screen but Sources, where the run is the primary action, that what it shows is of before. */
export function StaleBar({ project, screen }: { project: Project; screen: ScreenName }) {
  const isBusy = useStore(session, (state) => activeJob(state.jobs) !== null);
  const { stale, raw } = project.funnel;
  if (isBusy || project.readOnly || screen === 'sources' || raw === 0) return null;
  if (stale.patches) {
    return (
      <div className={styles['stale']} role="status">
        <span>The sources have changed since the last run.</span>
        <Button onClick={() => void attempt(engine.jobs.run.mutate(project.cut))}>
          Run again what changed
        </Button>
      </div>
    );
  }
  if (stale.exemplars) {
    return (
      <div className={styles['stale']} role="status">
        <span>Some exemplars that were chosen by hand are not measured yet.</span>
        <Button onClick={() => void attempt(engine.jobs.run.mutate(project.cut))}>
          Measure the exemplars
        </Button>
      </div>
    );
  }
  if (!stale.scores) return null;
  return (
    <div className={styles['stale']} role="status">
      <span>Some exemplars have no score of the current model yet.</span>
      <Button onClick={() => void attempt(engine.models.score.mutate())}>
        Score the exemplars
      </Button>
    </div>
  );
}
