import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Display, patchPicturePath, plainDisplay } from '../../shared/display.ts';
import type { GridPatch } from '../../shared/grid.ts';
import {
  kindWords,
  placeWords,
  type Relation,
  type RelationPairs,
  type RelationVerdict,
} from '../../shared/relation.ts';
import { engine } from '../bridge.ts';
import type { ComparedPicture } from '../element/compared-picture.tsx';
import { DifferenceView } from '../element/difference-view.tsx';
import { Empty } from '../element/empty.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { Screen } from '../element/screen.tsx';
import { useDisplay } from '../patch-work/use-display.ts';
import { useCommands } from '../session/commands.ts';
import { showPatches } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { judge } from './judge.ts';
import { KindMark } from './kind-mark.tsx';
import part from './part.module.css';
import { nearWords, verdictCommands } from './relation-list.tsx';
import styles from './relations.module.css';
import { openRelation, relationsState, type SourcePair } from './relations-state.ts';
import { SayButton } from './say-button.tsx';
import { useDifference } from './use-difference.ts';
import type { RelationsAnswer } from './use-relations.ts';

/** One relation looked into: pairs of near-duplicates side by side, and what a person says of the two sources. */
export function RelationDesk(props: {
  readonly choice: ReactNode;
  readonly answer: RelationsAnswer;
  readonly open: SourcePair;
}) {
  const { answer, open } = props;
  const pair = useStore(relationsState, (state) => state.pair);
  const list = useAnswer(
    () => engine.relations.list.query({ all: true, source: open.a }),
    [open.a],
  );
  const relation = [...(answer.report?.relations ?? []), ...(list.value?.relations ?? [])].find(
    (each) => isOf(each, open),
  );
  const pairs = useAnswer(() => engine.relations.pairs.query({ ...open }), [open.a, open.b]);
  const total = pairs.value?.pairs.length ?? 0;
  const at = Math.min(pair, Math.max(0, total - 1));
  const shown = pairs.value?.pairs[at];
  const difference = useDifference(shown ? `${shown.a.ordinal} ${shown.b.ordinal}` : '');
  const pictures = usePictures(shown);
  const move = (by: number) =>
    relationsState.set({ pair: Math.max(0, Math.min(total - 1, at + by)) });
  useCommands([
    { title: 'Next pair', group: 'This screen', keys: ['arrowright'], run: () => move(1) },
    { title: 'Pair before', group: 'This screen', keys: ['arrowleft'], run: () => move(-1) },
    {
      title: 'Back to the relations',
      group: 'This screen',
      keys: ['escape'],
      run: () => openRelation(null),
    },
    ...verdictCommands(relation, {
      ...answer,
      again: () => {
        answer.again();
        list.again();
      },
    }),
  ]);
  return (
    <Screen
      title="Duplicates"
      scope={
        <>
          {props.choice}
          <Button size="compact-xs" variant="subtle" onClick={() => openRelation(null)}>
            All relations
          </Button>
        </>
      }
    >
      <div className={part['desk']}>
        {relation ? <Told relation={relation} /> : null}
        {pairs.problem ? (
          <Problem words={pairs.problem} action={{ title: 'Try again', run: pairs.again }} />
        ) : null}
        {shown && pictures ? (
          <DifferenceView {...difference} first={pictures.a} second={pictures.b}>
            <span className={part['place']}>
              Pair {grouped(at + 1)} of {grouped(total)}, {counted(shown.distance, 'bit')} apart
              {shown.agrees ? ', as shifted as most' : ''}
            </span>
          </DifferenceView>
        ) : pairs.value && total === 0 ? (
          <Empty words="No patches of the two are near-duplicates: their grids lie apart, so that none shows what another shows. What is shared was found by landmarks." />
        ) : (
          <div className={part['opening']} />
        )}
        <footer className={part['foot']}>
          {relation ? <Says relation={relation} answer={answer} again={list.again} /> : null}
        </footer>
      </div>
    </Screen>
  );
}

const isOf = ({ sourceA, sourceB }: Relation, { a, b }: SourcePair): boolean =>
  (sourceA === a && sourceB === b) || (sourceA === b && sourceB === a);

/** Which sources, and what the numbers say. */
function Told({ relation }: { relation: Relation }) {
  const { nameA, nameB, kind, a, b, volumeNames } = relation;
  const shift = placeWords(relation);
  const between =
    volumeNames.length === 2 && shift !== '' ? ` (volume ${volumeNames.join(' and ')})` : '';
  return (
    <header className={styles['told']}>
      <h2>
        <SourceLink id={relation.sourceA} name={nameA} /> and{' '}
        <SourceLink id={relation.sourceB} name={nameB} />
      </h2>
      <p className={styles['words']}>
        <KindMark kind={kind} />
        {capitalised(kindWords[kind])}. Found in the other: {nearWords(a)} of {nameA};{' '}
        {nearWords(b)} of {nameB}.{shift === '' ? '' : ` ${capitalised(shift)}${between}.`}
      </p>
    </header>
  );
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function SourceLink({ id, name }: { readonly id: number; readonly name: string }) {
  const show = () =>
    showPatches(`Exemplars of ${name}`, { set: 'all', order: 'position', sources: [id] });
  return (
    <button type="button" className={styles['link']} onClick={show}>
      {name}
    </button>
  );
}

const verdicts = [
  { value: 'same', title: 'Same specimen', id: 'call-the-two-the-same-specimen', fallback: 's' },
  { value: 'related', title: 'Related', id: 'call-the-two-related', fallback: 'r' },
  { value: 'unrelated', title: 'Unrelated', id: 'call-the-two-unrelated', fallback: 'n' },
] as const;

function Says(props: {
  readonly relation: Relation;
  readonly answer: RelationsAnswer;
  readonly again: () => void;
}) {
  const { relation, answer } = props;
  const both = { a: relation.sourceA, b: relation.sourceB };
  const give = (value: RelationVerdict) =>
    void judge(both, value).then((done) => {
      if (!done) return;
      answer.again();
      props.again();
    });
  return (
    <div className={styles['says']}>
      {verdicts.map((verdict) => (
        <SayButton
          key={verdict.value}
          {...verdict}
          isSaid={relation.verdict === verdict.value}
          disabled={answer.readOnly}
          onSay={() => give(relation.verdict === verdict.value ? 'none' : verdict.value)}
        />
      ))}
    </div>
  );
}

const asStored: Display = { ...plainDisplay, contrast: 'as-stored' };

function usePictures(pair: RelationPairs['pairs'][number] | undefined) {
  const project = useStore(session, (state) => state.project?.key ?? '');
  const display = useDisplay();
  if (!pair) return null;
  const pictureOf = (patch: GridPatch): ComparedPicture => ({
    shown: patchPicturePath(project, patch.ordinal, display),
    stored: patchPicturePath(project, patch.ordinal, asStored),
    caption: patch.name,
  });
  return { a: pictureOf(pair.a), b: pictureOf(pair.b) };
}
