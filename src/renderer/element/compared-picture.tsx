import { type ReactNode, useState } from 'react';
import styles from './difference-view.module.css';

/** One of the two pictures of a comparison. */
export interface ComparedPicture {
  /** address of the picture as it is looked at */
  readonly shown: string;
  /** address of the picture in the grey levels it was cut with, which are subtracted */
  readonly stored: string;
  /** what it is, below it: "Exemplar", "Member, 7 bits" */
  readonly caption: string;
  /** over its lower edge */
  readonly scale?: ReactNode;
  /** drawn in its place where it is known that it cannot be */
  readonly missing?: ReactNode;
}

/** The picture; where it cannot be drawn, why. */
export function ShownPicture({ picture }: { picture: ComparedPicture }) {
  const [unread, setUnread] = useState<string | null>(null);
  if (picture.missing) return <div className={styles['missing']}>{picture.missing}</div>;
  if (unread === picture.shown) {
    return (
      <p className={styles['missing']}>
        This patch cannot be read. Connect the disk with its volume, or look for the file with “Find
        moved volumes…” in the menu of the project.
      </p>
    );
  }
  return (
    <>
      <img
        // Another picture must not wait behind the one before, which shows something else.
        key={picture.shown}
        src={picture.shown}
        decoding="sync"
        alt={picture.caption}
        draggable={false}
        onError={() => setUnread(picture.shown)}
      />
      {picture.scale}
    </>
  );
}
