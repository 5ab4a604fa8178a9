import { NativeSelect, Switch } from '@mantine/core';
import { engine } from '../bridge.ts';
import { KeyHint } from '../element/key-hint.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { latestJob } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './opinion.module.css';
import { type AskedEncoder, encoderAsked, nextEncoder, opinionChoice } from './opinion-choice.ts';

/** Turns the second opinion on and off, and chooses who is asked where there is a choice. */
export function OpinionSwitch({ label }: { label: string }) {
  const { isOn, encoder } = useStore(opinionChoice, (state) => state);
  const encoders = useEncoders();
  const key = useShownKey('second-opinion-by-texture', 't');
  useCommands(opinionCommands(encoders));
  return (
    <span className={styles['switch']}>
      <Switch
        size="xs"
        label={label}
        checked={isOn}
        // The keys stay with the screen.
        onMouseDown={(event) => event.preventDefault()}
        onChange={turn}
      />
      <KeyHint label={key} />
      {encoders.length > 1 ? (
        <NativeSelect
          aria-label="Who is asked for the second opinion"
          data={encoders.map(({ hash, name }) => ({ value: hash, label: name }))}
          value={encoderAsked(encoders, encoder)?.hash ?? ''}
          onChange={({ currentTarget: { value } }) => opinionChoice.set({ encoder: value })}
        />
      ) : null}
    </span>
  );
}

const turn = () => opinionChoice.set({ isOn: !opinionChoice.get().isOn });

function opinionCommands(encoders: readonly AskedEncoder[]): readonly Command[] {
  const ask: Command = {
    // By its first name, so that a chosen key goes on to hold.
    id: 'second-opinion-by-texture',
    title: 'Second opinion',
    group: 'View',
    keys: ['t'],
    run: turn,
  };
  if (encoders.length < 2) return [ask];
  const { encoder } = opinionChoice.get();
  return [
    ask,
    {
      title: 'Next encoder of the second opinion',
      group: 'View',
      keys: ['shift+t'],
      run: () => opinionChoice.set({ encoder: nextEncoder(encoders, encoder) }),
    },
  ];
}

/** The encoders of the project, asked for anew when one was added. */
function useEncoders(): readonly AskedEncoder[] {
  const last = useStore(session, ({ jobs }) => latestJob(jobs, ['encoder']));
  const keys = [last?.id ?? 0, last?.state ?? ''];
  return useAnswer(() => engine.encoders.list.query(), keys, 'sources').value ?? [];
}
