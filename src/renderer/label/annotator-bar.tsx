import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { nameAnnotator } from '../session/annotator.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './label-screen.module.css';

/** Asks once, in no one's way, whose labels these are; the labels made before carry the name there was. */
export function AnnotatorBar() {
  const project = useStore(session, (state) => state.project);
  const { annotator, asksName } = useStore(preferences, (each) => each);
  const [name, setName] = useState('');
  const wanted = name.trim();
  if (!project || project.readOnly || annotator !== '' || !asksName) return null;
  return (
    <form
      className={styles['note']}
      aria-label="Who is labelling?"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '') void nameAnnotator(wanted);
      }}
    >
      <span>Who is labelling?</span>
      <TextInput
        aria-label="Your name"
        placeholder="Your name"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={wanted === ''}>
        Label as {wanted || '…'}
      </Button>
      <span className={styles['space']} />
      <Button variant="subtle" color="gray" onClick={() => prefer({ asksName: false })}>
        Go on as {project.annotator}
      </Button>
    </form>
  );
}
