import { Button, useMantineColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { RecentProject } from '../../shared/project.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { dateText } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { activeJob, jobProgress } from '../session/job-list.ts';
import {
  chooseProject,
  makeDemonstration,
  newProject,
  openProject,
  projectFromDataset,
} from '../session/project-actions.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './start-screen.module.css';

/** No project is open: the recent ones, a new one, or the demonstration. */
export function StartScreen() {
  const revision = useStore(session, (state) => state.revision);
  const job = useStore(session, (state) => activeJob(state.jobs));
  const [recent, setRecent] = useState<readonly RecentProject[]>([]);
  // Asked again when the engine has news.
  useEffect(() => {
    engine.project.recent.query().then(setRecent, () => setRecent([]));
  }, [revision]);
  return (
    <main className={styles['start']}>
      <div className={styles['column']}>
        <header className={styles['head']}>
          <h1>EM Curator</h1>
          <ThemeButton />
        </header>
        <p className={styles['what']}>
          Turns electron microscopy volumes into a curated set of image patches for deep learning.
        </p>
        <div className={styles['actions']}>
          <PrimaryButton onClick={() => void newProject()}>New project…</PrimaryButton>
          <Button onClick={() => void chooseProject()}>Open…</Button>
          <Button onClick={() => void projectFromDataset()}>From a data set…</Button>
          <Button disabled={job !== null} onClick={() => void makeDemonstration()}>
            Make the demonstration project
          </Button>
        </div>
        {job ? (
          <section className={styles['job']}>
            <p>
              {job.title}: {job.stage}
            </p>
            <Bar fraction={jobProgress(job)} tone="progress" label={job.title} />
          </section>
        ) : null}
        {recent.length > 0 ? <RecentProjects recent={recent} /> : null}
      </div>
    </main>
  );
}

function RecentProjects({ recent }: { recent: readonly RecentProject[] }) {
  return (
    <section>
      <h2 className={styles['title']}>Recent projects</h2>
      <ul>
        {recent.map((project) => (
          <li key={project.folder}>
            <button
              type="button"
              className={styles['recent']}
              disabled={!project.exists}
              onClick={() => void openProject(project.folder)}
            >
              <span className={styles['name']}>{project.name}</span>
              <span className={styles['folder']} title={project.folder}>
                {project.exists ? project.folder : `${project.folder} is not there now`}
              </span>
              <span className={styles['date']}>{dateText(project.openedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isLight = colorScheme === 'light';
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      onClick={() => setColorScheme(isLight ? 'dark' : 'light')}
    >
      {isLight ? 'Dark' : 'Light'} theme
    </Button>
  );
}
