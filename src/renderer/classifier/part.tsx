import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './classifier-screen.module.css';

/** Parts of the screen, in their order. */
const parts = {
  model: 'Model',
  figures: 'Figures',
  threshold: 'Threshold',
  labelling: 'Labelling',
  models: 'Models',
  encoders: 'Encoders',
} as const;
export type PartName = keyof typeof parts;

/** A part of the page under its title, which a press of its name above goes to. */
export function Part(props: {
  readonly name?: PartName;
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = props.name && titleId(props.name);
  return (
    <section className={styles['part']}>
      <header className={styles['title']}>
        <h2 {...(id ? { id, tabIndex: -1 } : {})}>{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}

/** The parts that are shown now, to go to. */
export function PartLinks({ shown }: { shown: readonly PartName[] }) {
  return (
    <nav className={styles['links']} aria-label="Parts of this page">
      {shown.map((name) => (
        <UnstyledButton key={name} onClick={() => goToPart(name)}>
          {parts[name]}
        </UnstyledButton>
      ))}
    </nav>
  );
}

/** Id of a part's title, which can be gone to. */
export const titleId = (name: PartName) => `classifier-${name}`;

/** Brings a part into view and the keyboard with it: the next Tab goes on from there. */
export function goToPart(name: PartName): void {
  const title = document.getElementById(titleId(name));
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}
