import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Place } from '../../shared/decision.ts';
import type { FilterModel } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { AssistedPage } from '../patch-work/assisted-page.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { useReasons } from '../patch-work/use-reasons.ts';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { type Command, useAwaited, useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { learner, useLearning } from '../session/learning.ts';
import { goTo } from '../session/navigation.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { AnnotatorBar } from './annotator-bar.tsx';
import { LabelFileNote, LabelFilesMenu } from './label-files.tsx';
import { LabelFoot } from './label-foot.tsx';
import { firstQueue, type Queue, queryOf, readShowing } from './label-queue-choice.ts';
import styles from './label-screen.module.css';
import { ModelLine } from './model-line.tsx';
import { newsOf } from './model-news.ts';
import { QueueChoice } from './queue-choice.tsx';
import { ReasonEditor } from './reason-editor.tsx';
import { screenCommand } from './screen-command.ts';
import { SessionPanel } from './session-panel.tsx';
import { useLabelFiles } from './use-label-files.tsx';
import { useNewOrder } from './use-new-order.ts';

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

/** Why no model can label pages or learn; null where one can. */
function whyUnassisted(models: readonly FilterModel[] | null, isEmpty: boolean): string | null {
  if (isEmpty) return 'There are no patches yet. Add sources and run them first.';
  if (models === null) return 'The models are still being looked up. Press the key again.';
  return models.length > 0 ? null : 'This needs a model. Train one on the Classifier screen first.';
}

type Shown = ReturnType<typeof useShowing>;

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

/** The queue shown, begun where it was left, and how it is kept for the next time. */
function useShowing(restored: Place | null) {
  const [first] = useState(() => (restored ? readShowing(restored.showing) : null));
  const last = useRef(first ? restored : null);
  const [queue, setQueue] = useState<Queue>(first?.queue ?? firstQueue);
  const [asOf, setAsOf] = useState<number | null>(first?.asOf ?? null);
  const [assisted, setAssisted] = useState(first?.assisted ?? false);
  // Opened again as of the old action, a queue still shows what was labelled meanwhile; a new choice does not.
  const choose = (next: Queue) => {
    setQueue(next);
    setAsOf(null);
  };
  const showing = (openedAt: number) => JSON.stringify({ queue, asOf: openedAt, assisted });
  return {
    queue,
    assisted,
    setAssisted,
    setQueue: choose,
    next: () => choose({ ...queue, seed: (queue.seed + 1) >>> 0 }),
    query: queryOf(queue, asOf),
    kept: { screen: 'label', of: JSON.stringify(queue), showing, last },
  };
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

/** The patches of the queue, under the model that learns from what is said of them. */
function LabelGrid(props: {
  readonly shown: Shown;
  readonly isAssisted: boolean;
  readonly models: readonly FilterModel[];
}) {
  const { shown, isAssisted } = props;
  const isReadOnly = useStore(session, (state) => state.project?.readOnly ?? true);
  const news = newsOf(props.models);
  const inForce = news?.hash ?? null;
  // A page is of what waits: what was labelled before a reload is not shown among it again.
  const query = isAssisted ? { ...shown.query, asOf: null } : shown.query;
  const order = useNewOrder(query, inForce, isAssisted ? 'page' : 'grid');
  const comesWithPage = isAssisted && order.comesWithPage;
  useLearning({ isTaught: (query.pass ?? 'first') === 'first', inForce });
  const empty = <NothingLeft />;
  return (
    <>
      {news ? (
        <ModelLine
          news={news}
          isOrderOffered={order.isOffered}
          comesWithPage={comesWithPage}
          isReadOnly={isReadOnly}
          onTakeOrder={shown.next}
        />
      ) : null}
      {isAssisted ? (
        <AssistedPage
          query={query}
          empty={empty}
          onCommit={learner.committed}
          newOrder={comesWithPage ? order.taken : null}
        />
      ) : (
        <PatchWork
          label="Patches to label"
          query={query}
          origin="hand"
          empty={empty}
          kept={shown.kept}
        />
      )}
    </>
  );
}

function NothingLeft() {
  return (
    <Empty words="Nothing is left in this queue. Choose another, or train a classifier on the labels.">
      <Button onClick={() => goTo('classifier')}>Go to Classifier</Button>
    </Empty>
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

function labelScreenCommands(screen: { next: () => void; editReasons: () => void }) {
  return [
    screenCommand('Next queue: leave out what is labelled', ['n'], screen.next),
    {
      ...screenCommand('Go on to the next patch after a label, or stay', ['m'], () =>
        prefer({ advances: !preferences.get().advances }),
      ),
      group: 'Label' as const,
    },
    screenCommand('Show or hide the session', ['p'], () =>
      prefer({ showsSession: !preferences.get().showsSession }),
    ),
    screenCommand('Edit the defect reasons…', [], screen.editReasons),
  ];
}

const assistedCommand = (run: () => void): Command =>
  screenCommand('Assisted page on or off', ['a'], run);

const learnCommand: Command = {
  ...screenCommand('Learn while labelling, or not', ['shift+l'], () =>
    prefer({ learns: !preferences.get().learns }),
  ),
  group: 'Label',
};
