import { Button, Switch } from '@mantine/core';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { KeyHint } from '../element/key-hint.tsx';
import { useShownKey } from '../session/key-map.ts';
import { learningNow } from '../session/learner.ts';
import { learner } from '../session/learning.ts';
import { goTo } from '../session/navigation.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './model-line.module.css';
import { explainNews, type ModelNews, sayNews } from './model-news.ts';

/** The model in force, what moved with it, whether it learns on, and its new order where one waits. */
export function ModelLine(props: {
  readonly news: ModelNews;
  readonly isOrderOffered: boolean;
  readonly comesWithPage: boolean;
  readonly isReadOnly: boolean;
  readonly onTakeOrder: () => void;
}) {
  const { news, isOrderOffered } = props;
  const words = sayNews(news);
  return (
    <div className={styles['line']}>
      <button
        type="button"
        className={styles['model']}
        title={`${explainNews(news)} Open the Classifier.`}
        onClick={() => goTo('classifier')}
      >
        {words}
      </button>
      {isOrderOffered ? (
        <TakeOrder comesWithPage={props.comesWithPage} onClick={props.onTakeOrder} />
      ) : null}
      <Learning inForce={news.hash} />
      <span className={styles['space']} />
      {props.isReadOnly ? null : <LearnSwitch />}
      <Spoken hash={news.hash} words={words} isOrderOffered={isOrderOffered} />
    </div>
  );
}

/** What the model does now; its progress stands in the status line. */
function Learning({ inForce }: { inForce: string }) {
  const own = useStore(learner.store, (state) => state.own);
  const jobs = useStore(session, (state) => state.jobs);
  const now = learningNow(jobs, own, inForce);
  if (!now) return null;
  return (
    <span className={styles['now']}>
      {now.isChecking ? 'checking' : 'learning'}…{now.stage === '' ? '' : ` ${now.stage}`}
    </span>
  );
}

function TakeOrder(props: { readonly comesWithPage: boolean; readonly onClick: () => void }) {
  const key = useShownKey('next-queue-leave-out-what-is-labelled', 'n');
  return (
    <Button
      variant="light"
      size="compact-sm"
      title={
        props.comesWithPage
          ? 'Comes by itself with the next page that you commit'
          : 'What is shown stays until you ask for it'
      }
      rightSection={<KeyHint label={key} />}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onClick}
    >
      New order ready
    </Button>
  );
}

function LearnSwitch() {
  const { learns } = useStore(preferences, (each) => each);
  return (
    <Switch
      size="xs"
      label="Learn while labelling"
      title="The model learns anew after each page that you commit, or after 25 labels and a pause"
      // The grid keeps the keyboard: Space after a click is not another click.
      wrapperProps={{ onMouseDown: (event: MouseEvent) => event.preventDefault() }}
      checked={learns}
      onChange={(event) => prefer({ learns: event.currentTarget.checked })}
    />
  );
}

/** For screen readers: only what a new model brought, not each stage on the way. */
function Spoken(props: {
  readonly hash: string;
  readonly words: string;
  readonly isOrderOffered: boolean;
}) {
  const first = useRef(props.hash);
  const [said, setSaid] = useState('');
  const words = `${props.words}.${props.isOrderOffered ? ' New order ready.' : ''}`;
  useEffect(() => {
    if (props.hash !== first.current) setSaid(words);
  }, [props.hash, words]);
  return (
    <span role="status" className={styles['hidden']}>
      {said}
    </span>
  );
}
