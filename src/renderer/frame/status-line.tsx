import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { clockText, counted } from '../element/numbers.ts';
import { offeredCommands } from '../session/commands.ts';
import { activeJob } from '../session/job-list.ts';
import { labelRate } from '../session/label-queue.ts';
import { labelling } from '../session/labelling.ts';
import { dismissNotice, notice } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { JobState } from './job-state.tsx';
import { JobsPopover } from './jobs-popover.tsx';
import { ProviderPopover } from './provider-popover.tsx';
import styles from './status-line.module.css';

/** What is saved, how fast, what runs: the line below everything. */
export function StatusLine() {
  const project = useStore(session, (state) => state.project);
  const connected = useStore(session, (state) => state.connected);
  const job = useStore(session, (state) => activeJob(state.jobs));
  return (
    <footer className={styles['line']}>
      <Saving connected={connected} readOnly={project?.readOnly ?? false} />
      {project ? <span>{counted(project.funnel.labels, 'label')}</span> : null}
      {project && !project.readOnly ? <Annotator name={project.annotator} /> : null}
      <Said />
      <span className={styles['space']} />
      {job ? <JobState job={job} /> : null}
      <JobsPopover />
      <ProviderPopover />
    </footer>
  );
}

/** Whose labels these are; pressed, it can be changed. */
function Annotator({ name }: { name: string }) {
  const change = () =>
    offeredCommands()
      .find((each) => each.title === annotatorCommand)
      ?.run();
  return (
    <button type="button" className={styles['plain']} title="Change who labels" onClick={change}>
      as {name}
    </button>
  );
}

const annotatorCommand = 'Annotator’s name…';

function Saving({ connected, readOnly }: { connected: boolean; readOnly: boolean }) {
  const state = useStore(labelling.store, (each) => each);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 2000);
    return () => window.clearInterval(timer);
  }, []);
  const waiting = counted(state.waiting, 'label');
  if (!connected || state.isLost) {
    return (
      <strong className={styles['error']} role="alert">
        Connection lost, {waiting} waiting
      </strong>
    );
  }
  if (readOnly) return <span>Read-only: nothing can be changed</span>;
  const rate = labelRate(state.recent, now);
  return (
    <>
      {state.failed > 0 ? (
        <button type="button" className={styles['retry']} onClick={() => labelling.retry()}>
          {counted(state.failed, 'label')} not saved. Save again
        </button>
      ) : null}
      {state.waiting > 0 ? <span>Saving {waiting}</span> : null}
      {state.waiting === 0 && state.savedAt ? <span>Saved {clockText(state.savedAt)}</span> : null}
      {rate > 0 ? <span>{rate.toFixed(1)} per minute</span> : null}
    </>
  );
}

function Said() {
  const { words, tone, undoable } = useStore(notice, (state) => state);
  if (!words) return null;
  return (
    <span
      className={styles['said']}
      data-tone={tone}
      role={tone === 'error' ? 'alert' : 'status'}
      title={words}
    >
      <span className={styles['words']}>{words}</span>
      {undoable ? (
        <Button variant="subtle" size="compact-xs" onClick={() => labelling.undo()}>
          Undo
        </Button>
      ) : null}
      {tone === 'error' ? (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={dismissNotice}>
          Dismiss
        </Button>
      ) : null}
    </span>
  );
}
