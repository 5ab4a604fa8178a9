import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Place } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { useReasons } from '../patch-work/use-reasons.ts';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { useAwaited, useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { AnnotatorBar } from './annotator-bar.tsx';
import {
  assistedCommand,
  labelScreenCommands,
  learnCommand,
  whyUnassisted,
} from './label-commands.ts';
import { LabelFileNote, LabelFilesMenu } from './label-files.tsx';
import { LabelFoot } from './label-foot.tsx';
import { LabelGrid } from './label-grid.tsx';
import styles from './label-screen.module.css';
import { QueueChoice } from './queue-choice.tsx';
import { ReasonEditor } from './reason-editor.tsx';
import { SessionPanel } from './session-panel.tsx';
import { useLabelFiles } from './use-label-files.tsx';
import { type Shown, useShowing } from './use-showing.ts';

/** A grid made for speed: one key labels and goes on. Opens where this annotator left it. */
export function LabelScreen() {
  const annotator = useStore(session, (state) => state.project?.annotator);
  const place = useLastPlace(annotator);
  return place === undefined ? <Opening /> : <LabelDesk key={annotator} restored={place} />;
}

/** Where to begin is asked for: until then there is nothing that a key could be for. */
function Opening() {
  useAwaited('The Label screen is still being opened. Press the key again.');
  return (
    <Screen title="Label" busy>
      {null}
    </Screen>
  );
}

/** Undefined until it is known. */
function useLastPlace(annotator: string | undefined): Place | null | undefined {
  const [found, setFound] = useState<{ of: string | undefined; place: Place | null }>();
  useEffect(() => {
    let isStale = false;
    const use = (place: Place | null) => {
      if (!isStale) setFound({ of: annotator, place });
    };
    engine.labels.place
      .query({ screen: 'label' })
      .then((outcome) => use(outcome.ok ? outcome.value : null))
      .catch(() => use(null));
    return () => {
      isStale = true;
    };
  }, [annotator]);
  return found && found.of === annotator ? found.place : undefined;
}

function LabelDesk({ restored }: { restored: Place | null }) {
  const project = useStore(session, (state) => state.project);
  const reasons = useReasons();
  const [editsReasons, setEditsReasons] = useState(false);
  const shown = useShowing(restored);
  const files = useLabelFiles(project?.name ?? 'project', shown.next);
  // Asked again when a job comes to another stage, not for each label: it is a long list in time.
  const listed = useAnswer(() => engine.models.list.query(), [], 'sources').value;
  const models = listed ?? [];
  const isEmpty = (project?.funnel.dedup ?? 0) === 0;
  const unassisted = whyUnassisted(listed, isEmpty);
  const canAssist = unassisted === null;
  const isAssisted = shown.assisted && canAssist;
  const turnAssisted = () => shown.setAssisted(!shown.assisted);
  const editReasons = () => setEditsReasons(true);
  useCommands([
    ...labelScreenCommands({ next: shown.next, editReasons }),
    { ...assistedCommand(turnAssisted), blocked: unassisted },
    { ...learnCommand, blocked: unassisted },
    ...files.commands,
  ]);
  return (
    <Screen
      title="Label"
      scope={<LabelScope shown={shown} models={models.length} />}
      actions={
        <>
          <ViewOptions />
          <Modes isAssisted={isAssisted} unassisted={unassisted} onAssist={turnAssisted} />
          <LabelFilesMenu
            labels={project?.funnel.labels ?? 0}
            isReadOnly={project?.readOnly ?? true}
            onImport={files.import}
            onExport={files.export}
          />
          <NextButton disabled={isEmpty} onClick={shown.next} />
        </>
      }
    >
      <div className={styles['main']}>
        <AnnotatorBar />
        {files.result ? <LabelFileNote result={files.result} onHide={files.hide} /> : null}
        {isEmpty ? (
          <NoPatches />
        ) : (
          <>
            <LabelGrid shown={shown} isAssisted={isAssisted} models={models} />
            <LabelFoot reasons={reasons} onEditReasons={editReasons} />
          </>
        )}
      </div>
      <Session shown={shown} />
      {files.preview}
      {editsReasons ? (
        <ReasonEditor reasons={reasons} onClose={() => setEditsReasons(false)} />
      ) : null}
    </Screen>
  );
}

function NoPatches() {
  return (
    <Empty words="There are no patches yet. Add sources and run them first.">
      <Button onClick={() => goTo('sources')}>Go to Sources</Button>
    </Empty>
  );
}

function Session({ shown }: { shown: Shown }) {
  const { showsSession } = useStore(preferences, (each) => each);
  if (!showsSession) return null;
  return (
    <SessionPanel
      onSource={(source) =>
        shown.setQueue({ ...shown.queue, kind: 'unlabelled', sources: [source], volumes: [] })
      }
      onClose={() => prefer({ showsSession: false })}
    />
  );
}

function LabelScope(props: { readonly shown: Shown; readonly models: number }) {
  const project = useStore(session, (state) => state.project);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  return (
    <QueueChoice
      queue={props.shown.queue}
      sources={sources.value ?? []}
      models={props.models}
      labels={project?.funnel.labels ?? 0}
      isReadOnly={project?.readOnly ?? true}
      onChange={props.shown.setQueue}
    />
  );
}

function NextButton(props: { readonly disabled: boolean; readonly onClick: () => void }) {
  const key = useShownKey('next-queue-leave-out-what-is-labelled', 'n');
  return (
    <PrimaryButton keyShown={key} {...props}>
      Next queue
    </PrimaryButton>
  );
}

/** How labels are given, and whether the session is shown. */
function Modes(props: {
  readonly isAssisted: boolean;
  /** why it cannot be; null where it can */
  readonly unassisted: string | null;
  readonly onAssist: () => void;
}) {
  const { showsSession } = useStore(preferences, (each) => each);
  return (
    <>
      <Button
        variant={props.isAssisted ? 'light' : 'default'}
        aria-pressed={props.isAssisted}
        disabled={props.unassisted !== null}
        title={props.unassisted ?? 'The model labels a page, you change what is wrong'}
        onClick={props.onAssist}
      >
        Assisted
      </Button>
      <Button
        variant={showsSession ? 'light' : 'default'}
        aria-pressed={showsSession}
        onClick={() => prefer({ showsSession: !showsSession })}
      >
        Session
      </Button>
    </>
  );
}
