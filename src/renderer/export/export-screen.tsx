import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExportPlan } from '../../shared/export.ts';
import type { Project } from '../../shared/project.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { askForFiles } from '../session/file-question.ts';
import { busyWords } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { ExportForm } from './export-form.tsx';
import styles from './export-screen.module.css';
import { ExportWork } from './export-work.tsx';
import { FlipbookDialog } from './flipbook-dialog.tsx';
import { SetChoice } from './set-choice.tsx';
import { type ExportSetup, useExportPlan, useExportSetup } from './use-export-setup.ts';
import { goToWritten, WrittenSets } from './written-sets.tsx';

/** Write a set as a documented, checksummed data set, and check it later. */
export function ExportScreen(): React.JSX.Element {
  const project = useStore(session, (state) => state.project);
  if (!project) return <Screen title="Export">{null}</Screen>;
  return project.funnel.raw === 0 ? <NothingYet /> : <ExportOf project={project} />;
}

function NothingYet() {
  return (
    <Screen title="Export">
      <Column>
        <div className={styles['page']}>
          <Empty words="There are no patches to export yet. Add sources and run them first.">
            <PrimaryButton onClick={() => goTo('sources')}>Go to the sources</PrimaryButton>
          </Empty>
          <WrittenSets isBusy={false} />
        </div>
      </Column>
    </Screen>
  );
}

function ExportOf({ project }: { project: Project }) {
  const { setup, problem } = useExportSetup(project);
  if (setup) return <ReadyExport project={project} setup={setup} />;
  return (
    <Screen title="Export" busy={!problem}>
      <Column>{problem ? <Problem words={problem} /> : null}</Column>
    </Screen>
  );
}

function ReadyExport({ project, setup }: { project: Project; setup: ExportSetup }) {
  const { options } = setup;
  const plan = useExportPlan(options);
  const [isCutting, setCutting] = useState(false);
  const cutFlipbooks = () => setCutting(true);
  const busy = useStore(session, (state) => busyWords(state.jobs));
  const isBusy = busy !== null;
  const patches = plan.value?.patches ?? 0;
  const blocked = busy ?? plan.problem ?? whyNot(plan.value);
  const folder = `${project.name}-${options.set}`;
  const start = async () => {
    const path = await chooseFolder(folder);
    if (path) await attempt(engine.exports.start.mutate({ ...options, folder: path }));
  };
  const key = useShownKey('export', 'e');
  useCommands([
    { ...screenCommand('Export…', ['e'], () => void start()), blocked },
    { ...screenCommand('Flipbooks…', [], cutFlipbooks), blocked: busy },
    screenCommand('Go to the written data sets', ['w'], goToWritten),
  ]);
  return (
    <Screen
      title="Export"
      scope={<SetChoice setup={setup} />}
      actions={
        <>
          <Button variant="subtle" color="gray" disabled={isBusy} onClick={cutFlipbooks}>
            Flipbooks…
          </Button>
          <Button variant="subtle" color="gray" onClick={goToWritten}>
            {grouped(project.funnel.exports)} written
          </Button>
          <PrimaryButton keyShown={key} blocked={blocked} onClick={() => void start()}>
            Export {counted(patches, 'patch', 'patches')}…
          </PrimaryButton>
        </>
      }
    >
      <Column>
        <div className={styles['page']}>
          <ExportWork isBusy={isBusy} />
          <ExportForm setup={setup} plan={plan} projectName={project.name} folderName={folder} />
          <WrittenSets isBusy={isBusy} />
        </div>
      </Column>
      {isCutting ? (
        <FlipbookDialog
          set={options.set}
          projectName={project.name}
          onClose={() => setCutting(false)}
        />
      ) : null}
    </Screen>
  );
}

function whyNot(plan: ExportPlan | null): string | null {
  if (!plan) return 'The patches of this set are still being counted.';
  return plan.patches > 0 ? null : 'There is no patch to export in this set.';
}

const screenCommand = (title: string, keys: readonly string[], run: () => void): Command => ({
  title,
  group: 'This screen',
  keys,
  run,
});

async function chooseFolder(suggestedName: string): Promise<string | null> {
  const paths = await askForFiles({
    title: 'Export to a new folder',
    choose: 'new-folder',
    action: 'Export here',
    suggestedName,
  });
  return paths?.[0] ?? null;
}
