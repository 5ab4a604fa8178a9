import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';

/** The one action of a screen, with its key beside the words. */
export function PrimaryButton(props: {
  readonly children: ReactNode;
  readonly keyShown?: string;
  readonly disabled?: boolean;
  /** why it cannot be pressed now */
  readonly blocked?: string | null;
  readonly busy?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      variant="filled"
      onClick={props.onClick}
      disabled={props.disabled ?? (props.blocked ?? null) !== null}
      title={props.blocked ?? undefined}
      loading={props.busy ?? false}
      rightSection={props.keyShown ? <KeyHint label={props.keyShown} quiet /> : null}
    >
      {props.children}
    </Button>
  );
}
