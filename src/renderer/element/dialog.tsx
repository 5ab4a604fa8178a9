import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './dialog.module.css';

/** A window over the window: the browser keeps focus inside, Esc closes it. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      className={styles['dialog']}
      data-wide={props.wide || undefined}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <header className={styles['head']}>
        <h2 id={title}>{props.title}</h2>
        <CloseButton size="sm" aria-label="Close" onClick={props.onClose} />
      </header>
      {props.children}
    </dialog>
  );
}

/** The bottom row of a dialog: what it comes to on the left, its buttons on the right. */
export function DialogFoot({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <footer className={styles['foot']}>
      <div className={styles['note']}>{note}</div>
      {children}
    </footer>
  );
}
