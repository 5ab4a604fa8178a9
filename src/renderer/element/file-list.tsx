import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import type { FileListing } from '../../shared/source.ts';
import styles from './file-picker.module.css';
import { bytesText, grouped } from './numbers.ts';

type Entry = FileListing['entries'][number];

export interface FileListProps {
  readonly listing: FileListing | null;
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly isChoosable: (kind: Entry['kind']) => boolean;
  readonly onChoose: (paths: readonly string[]) => void;
  readonly onEnter: (path: string) => void;
  readonly onOpen: (path: string) => void;
}

const kindWords: Readonly<Record<Entry['kind'], string>> = {
  folder: 'folder',
  volume: 'image',
  project: 'project',
  dataset: 'exported data set',
  other: '',
};

/** Rows of a folder. Arrows move, Enter goes in or opens, Space chooses, Backspace goes up. */
export function FileList(props: FileListProps) {
  const { listing, chosen } = props;
  const [at, setAt] = useState(0);
  const anchor = useRef(0);
  const entries = listing?.entries ?? [];
  const focus = Math.min(at, Math.max(0, entries.length - 1));
  const pick = (index: number, how: { shift: boolean; add: boolean }) => {
    setAt(index);
    const picked = entries.slice(...rangeOf(how.shift ? anchor.current : index, index));
    if (!how.shift) anchor.current = index;
    const paths = picked
      .filter((entry) => props.isChoosable(entry.kind))
      .map((entry) => entry.path);
    if (!props.several) props.onChoose(paths.slice(0, 1));
    else props.onChoose(how.add ? toggled(chosen, paths) : paths);
  };
  const open = (entry: Entry) => {
    const isProject = entry.kind === 'project';
    if (props.isChoosable(entry.kind) && entry.kind !== 'folder') props.onOpen(entry.path);
    else if (entry.kind === 'folder' || isProject) props.onEnter(entry.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key];
    const entry = entries[focus];
    if (step) setAt(Math.max(0, Math.min(entries.length - 1, focus + step)));
    else if (event.key === 'Enter' && entry) open(entry);
    else if (event.key === ' ' && entry) pick(focus, { shift: false, add: true });
    else if (event.key === 'Backspace' && listing?.parent) props.onEnter(listing.parent);
    else return;
    event.preventDefault();
  };
  if (listing && entries.length === 0)
    return <p className={styles['none']}>This folder is empty.</p>;
  return (
    <div
      role="listbox"
      aria-label="Files and folders"
      aria-multiselectable={props.several}
      aria-activedescendant={`file-${focus}`}
      tabIndex={0}
      className={styles['list']}
      onKeyDown={onKeyDown}
    >
      {entries.map((entry, index) => (
        <FileRow
          key={entry.path}
          entry={entry}
          id={`file-${index}`}
          isFocused={index === focus}
          isChosen={chosen.includes(entry.path)}
          isQuiet={entry.kind !== 'folder' && !props.isChoosable(entry.kind)}
          onPick={(event) =>
            pick(index, { shift: event.shiftKey, add: event.ctrlKey || event.metaKey })
          }
          onOpen={() => open(entry)}
        />
      ))}
      {listing && listing.leftOut > 0 ? (
        <div
          role="option"
          tabIndex={-1}
          aria-selected={false}
          aria-disabled="true"
          className={styles['none']}
        >
          {grouped(listing.leftOut)} more are not shown. Type a path above to reach them.
        </div>
      ) : null}
    </div>
  );
}

function FileRow(props: {
  readonly entry: Entry;
  readonly id: string;
  readonly isFocused: boolean;
  readonly isChosen: boolean;
  readonly isQuiet: boolean;
  readonly onPick: (event: MouseEvent) => void;
  readonly onOpen: () => void;
}) {
  const { entry } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for all its rows.
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.isChosen}
      data-focused={props.isFocused || undefined}
      data-quiet={props.isQuiet || undefined}
      ref={(row) => {
        if (props.isFocused) row?.scrollIntoView({ block: 'nearest' });
      }}
      className={styles['row']}
      onClick={props.onPick}
      onDoubleClick={props.onOpen}
    >
      <span className={styles['name']} title={entry.path}>
        {entry.name}
        {entry.kind === 'folder' ? '/' : ''}
      </span>
      <span className={styles['kind']}>{kindWords[entry.kind]}</span>
      <span className={styles['size']}>{entry.bytes === null ? '' : bytesText(entry.bytes)}</span>
    </div>
  );
}

const rangeOf = (a: number, b: number): [number, number] => [Math.min(a, b), Math.max(a, b) + 1];

function toggled(chosen: readonly string[], paths: readonly string[]): readonly string[] {
  const kept = chosen.filter((path) => !paths.includes(path));
  return [...kept, ...paths.filter((path) => !chosen.includes(path))];
}
