import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { AgreementScreen } from '../agreement/agreement-screen.tsx';
import { BalanceScreen } from '../balance/balance-screen.tsx';
import { desktop, engine } from '../bridge.ts';
import { ClassifierScreen } from '../classifier/classifier-screen.tsx';
import { DuplicatesScreen } from '../duplicates/duplicates-screen.tsx';
import { FilePicker } from '../element/file-picker.tsx';
import { ExportScreen } from '../export/export-screen.tsx';
import { LabelScreen } from '../label/label-screen.tsx';
import { PatchesScreen } from '../patches/patches-screen.tsx';
import { RawPatchesScreen } from '../patches/raw-patches-screen.tsx';
import { ReviewScreen } from '../review/review-screen.tsx';
import { useCommands } from '../session/commands.ts';
import { asked } from '../session/file-question.ts';
import { goTo, navigation, type ScreenName } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { SourcesScreen } from '../sources/sources-screen.tsx';
import { StartScreen } from '../start/start-screen.tsx';
import { FoundVolumes } from './found-volumes.tsx';
import styles from './frame.module.css';
import { Funnel } from './funnel.tsx';
import { Overlays } from './overlays.tsx';
import { StaleBar } from './stale-bar.tsx';
import { StatusLine } from './status-line.tsx';
import { runMenuCommand, windowCommands } from './window-commands.ts';

const screens: Readonly<Record<ScreenName, () => React.JSX.Element>> = {
  sources: SourcesScreen,
  raw: RawPatchesScreen,
  duplicates: DuplicatesScreen,
  patches: PatchesScreen,
  label: LabelScreen,
  agreement: AgreementScreen,
  classifier: ClassifierScreen,
  review: ReviewScreen,
  balance: BalanceScreen,
  export: ExportScreen,
};

/** The whole window: the flow on the left, one screen, the status line below. */
export function Frame() {
  const project = useStore(session, (state) => state.project);
  const loaded = useStore(session, (state) => state.loaded);
  const screen = useStore(navigation, (state) => state.screen);
  useCommands(windowCommands(project !== null));
  const { setColorScheme } = useMantineColorScheme();
  useEffect(
    () => desktop?.onMenu((command) => runMenuCommand(command, setColorScheme)),
    [setColorScheme],
  );
  useEffect(() => {
    document.title = project ? `${project.name} · EM Curator` : 'EM Curator';
  }, [project]);
  useDemonstrationEnd();
  const Shown = screens[screen];
  return (
    <div className={styles['frame']} data-start={project === null || undefined}>
      {project ? (
        <>
          <Funnel project={project} />
          <div className={styles['screen']} key={project.key}>
            <StaleBar project={project} screen={screen} />
            <Shown />
          </div>
        </>
      ) : loaded ? (
        <StartScreen />
      ) : null}
      <StatusLine />
      <Picker />
      <FoundVolumes />
      <Overlays />
    </div>
  );
}

function Picker() {
  const { question, answer } = useStore(asked, (state) => state);
  if (!question) return null;
  const door = desktop;
  return (
    <FilePicker
      key={question.title}
      {...question}
      list={(folder) => engine.files.list.query({ folder })}
      createFolder={(folder, name) => engine.files.createFolder.mutate({ folder, name })}
      onChoose={answer}
      onClose={() => answer(null)}
      native={
        door && !question.choose.startsWith('new-')
          ? (folders) => door.pickPaths({ folders, multiple: question.choose === 'anything' })
          : null
      }
    />
  );
}

/** When the demonstration is made, its patches wait on the Label screen. */
function useDemonstrationEnd(): void {
  useEffect(() => {
    let wasMaking = false;
    return session.subscribe(() => {
      const newest = session.get().jobs.find((job) => job.kind === 'demonstration');
      const isMaking = newest?.state === 'running';
      if (wasMaking && newest?.state === 'done') goTo('label');
      wasMaking = isMaking;
    });
  }, []);
}
