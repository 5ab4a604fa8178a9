import { Button } from '@mantine/core';
import styles from './problem.module.css';

/** What went wrong, where it happened, with the action it names. */
export function Problem(props: {
  readonly words: string;
  readonly action?: { readonly title: string; readonly run: () => void };
}) {
  return (
    <div className={styles['problem']} role="alert">
      <p>{props.words}</p>
      {props.action ? <Button onClick={props.action.run}>{props.action.title}</Button> : null}
    </div>
  );
}
