import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { KeyHint } from '../element/key-hint.tsx';
import { useShownKey } from '../session/key-map.ts';

/** Says something of what is looked at, by click or by its key; pressed where it is said already. */
export function SayButton(props: {
  readonly title: string;
  /** of the command, and its key where nobody chose another */
  readonly id: string;
  readonly fallback: string;
  readonly mark?: ReactNode;
  readonly isSaid: boolean;
  readonly disabled: boolean;
  readonly onSay: () => void;
}) {
  const key = useShownKey(props.id, props.fallback);
  return (
    <Button
      variant={props.isSaid ? 'filled' : 'default'}
      aria-pressed={props.isSaid}
      disabled={props.disabled}
      // The keys stay with the screen.
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onSay}
      leftSection={props.mark}
      rightSection={<KeyHint label={key} quiet />}
    >
      {props.title}
    </Button>
  );
}
