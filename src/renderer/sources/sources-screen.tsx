import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SourceRecord } from '../../shared/source.ts';
import { desktop, engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { counted } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Screen } from '../element/screen.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { askForFiles } from '../session/file-question.ts';
import { findVolumes } from '../session/find-volumes.ts';
import { busyWords, latestJob } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo, navigation } from '../session/navigation.ts';
import { attempt, sayProblem } from '../session/notice.ts';
import { makeDemonstration } from '../session/project-actions.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { AddDialog } from './add-dialog.tsx';
import { JobReport } from './job-report.tsx';
import { chooseMetadata, MetadataMenu, saveMetadata } from './metadata-menu.tsx';
import { MetadataPreview } from './metadata-preview.tsx';
import { RunNeedsLine } from './run-needs.tsx';
import { RunSettings } from './run-settings.tsx';
import { SourceInspector } from './source-inspector.tsx';
import { SourceTable } from './source-table.tsx';
import styles from './sources-screen.module.css';

/** What the project is made from: add sources, describe them, run them. */
export function SourcesScreen() {
  const sources = useAnswer(() => engine.sources.list.query(), []);
  const jobs = useStore(session, (state) => state.jobs);
  const project = useStore(session, (state) => state.project);
  const [adding, setAdding] = useState<string[] | null>(null);
  const [inspected, setInspected] = useState<number | null>(navigation.get().source);
  const [table, setTable] = useState<string | null>(null);
  const busy = busyWords(jobs);
  const isBusy = busy !== null;
  const add = async () => setAdding(await askForSources());
  const run = () => void attempt(engine.jobs.run.mutate(project?.cut ?? {}));
  const rows = sources.value ?? [];
  const blocked = busy ?? (rows.length > 0 ? null : 'There is no source to run yet. Add one.');
  const readTable = async () => setTable(await chooseMetadata());
  const name = project?.name ?? 'project';
  const addKey = useShownKey('add-sources', 'a');
  useCommands([
    { title: 'Add sources…', group: 'This screen', keys: ['a'], run: () => void add() },
    { title: 'Run', group: 'This screen', keys: ['ctrl+enter'], blocked, run },
    ...metadataCommands(rows.length > 0, name, () => void readTable()),
  ]);
  const shown = rows.find((source) => source.id === inspected);
  const report = latestJob(jobs, ['add', 'run', 'relink', 'demonstration']);
  const isEmpty = sources.value !== null && rows.length === 0;

  return (
    <Screen
      title="Sources"
      scope={project ? <RunSettings settings={project.cut} disabled={isBusy} /> : null}
      actions={
        isEmpty ? (
          <PrimaryButton keyShown={addKey} onClick={() => void add()}>
            Add sources…
          </PrimaryButton>
        ) : (
          <>
            <MetadataMenu
              name={name}
              sources={rows.length}
              isReadOnly={project?.readOnly ?? true}
              onRead={() => void readTable()}
            />
            <Button onClick={() => void add()}>Add sources…</Button>
            <NextStep sources={rows} blocked={blocked} isBusy={isBusy} onRun={run} />
          </>
        )
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: drops are a second way; the button adds too. */}
      <div
        className={styles['main']}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          dropped([...event.dataTransfer.files], setAdding);
        }}
      >
        {sources.problem ? (
          <Problem words={sources.problem} action={{ title: 'Try again', run: sources.again }} />
        ) : null}
        {project?.notices.map((words) => (
          <p key={words} className={styles['notice']}>
            {words}
          </p>
        ))}
        {project && project.absentVolumes > 0 ? (
          <Button className={styles['find'] ?? ''} onClick={() => void findVolumes()}>
            Find moved volumes…
          </Button>
        ) : null}
        {report ? <JobReport job={report} /> : null}
        {project && !isBusy && rows.some((source) => source.stale) ? (
          <RunNeedsLine settings={project.cut} />
        ) : null}
        {isEmpty ? (
          <NoSources onAdd={() => void add()} isBusy={isBusy} />
        ) : (
          <SourceTable sources={rows} chosen={inspected} onChoose={setInspected} />
        )}
      </div>
      {shown ? (
        <SourceInspector key={shown.id} source={shown} onClose={() => setInspected(null)} />
      ) : null}
      {adding ? (
        <AddDialog paths={adding} taken={namesOf(rows)} onClose={() => setAdding(null)} />
      ) : null}
      {table ? <MetadataPreview file={table} onClose={() => setTable(null)} /> : null}
    </Screen>
  );
}

function metadataCommands(hasSources: boolean, name: string, read: () => void): readonly Command[] {
  if (!hasSources) return [];
  const group = 'This screen';
  return [
    { title: 'Save metadata as a table', group, keys: [], run: () => void saveMetadata(name) },
    { title: 'Fill in metadata from a table…', group, keys: [], run: read },
  ];
}

/** A run while something is to be run; once all is up to date, labelling is what comes next. */
function NextStep(props: {
  readonly sources: readonly SourceRecord[];
  readonly blocked: string | null;
  readonly isBusy: boolean;
  readonly onRun: () => void;
}) {
  const { sources, blocked, onRun } = props;
  const key = useShownKey('run', 'ctrl+enter');
  const stale = sources.filter((source) => source.stale).length;
  if (stale === 0 && sources.length > 0 && !props.isBusy) {
    return (
      <PrimaryButton onClick={() => goTo('label')}>
        Label {counted(totalExemplars(sources), 'exemplar')}
      </PrimaryButton>
    );
  }
  const some = stale < sources.length && stale > 0;
  return (
    <PrimaryButton keyShown={key} blocked={blocked} onClick={onRun}>
      Run {some ? `${stale} of ` : ''}
      {counted(sources.length, 'source')}
    </PrimaryButton>
  );
}

const totalExemplars = (sources: readonly SourceRecord[]) =>
  sources.reduce((sum, source) => sum + source.dedup, 0);

function NoSources({ onAdd, isBusy }: { onAdd: () => void; isBusy: boolean }) {
  if (isBusy) return <Empty words="Sources appear here as they are added." />;
  const drop = desktop ? 'Drop files or folders here' : 'Add files or folders';
  return (
    <Empty words={`No volumes yet. ${drop}, or make the demonstration project.`}>
      <div className={styles['choices']}>
        <Button onClick={onAdd}>Add sources…</Button>
        <Button onClick={() => void makeDemonstration()}>Make the demonstration project</Button>
      </div>
    </Empty>
  );
}

const namesOf = (sources: readonly SourceRecord[]) => sources.map((source) => source.name);

function askForSources(): Promise<string[] | null> {
  return askForFiles({ title: 'Add sources', choose: 'anything', action: 'Add' });
}

/** A browser does not tell where a dropped file lies, and the engine reads files where they lie. */
function dropped(files: File[], add: (paths: string[]) => void): void {
  const paths = desktop?.pathsOfDrop(files) ?? [];
  if (paths.length > 0) add(paths);
  else
    sayProblem('A browser does not say where dropped files are. Choose them with "Add sources…".');
}
