import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Outcome } from '../../shared/failure.ts';
import type { FileListing } from '../../shared/source.ts';
import { Dialog, DialogFoot } from './dialog.tsx';
import { FileList } from './file-list.tsx';
import styles from './file-picker.module.css';
import { Problem } from './problem.tsx';
import { useListing } from './use-listing.ts';

/** What may be chosen: things to read, or the name of something to write. */
export type Choice =
  | 'anything'
  | 'project'
  | 'dataset'
  | 'file'
  | 'folder'
  | 'new-folder'
  | 'new-file';

export interface FilePickerProps {
  readonly title: string;
  readonly choose: Choice;
  /** words of the button; a number of chosen things follows where several may be chosen */
  readonly action: string;
  /** words where one thing alone is meant and that is the folder shown; no number follows then */
  readonly actionOnFolder?: string;
  readonly suggestedName?: string;
  /** ending that a new name must have */
  readonly ending?: string;
  readonly list: (folder: string | null) => Promise<Outcome<FileListing>>;
  readonly createFolder: (folder: string, name: string) => Promise<Outcome<{ folder: string }>>;
  readonly onChoose: (paths: string[]) => void;
  readonly onClose: () => void;
  /** the operating system's own dialog for folders or for files, where there is one */
  readonly native: ((folders: boolean) => Promise<string[]>) | null;
}

type Kind = FileListing['entries'][number]['kind'];

const choosable: Readonly<Record<Choice, (kind: Kind) => boolean>> = {
  anything: (kind) => kind !== 'project',
  project: (kind) => kind === 'project',
  dataset: (kind) => kind === 'dataset' || kind === 'project',
  file: (kind) => kind === 'volume' || kind === 'other',
  /** the one that is shown */
  folder: () => false,
  'new-folder': () => false,
  'new-file': () => false,
};

/** Chooses files or folders as the engine sees them: a path box that completes, and a list. */
export function FilePicker(props: FilePickerProps) {
  const listing = useListing(props.list);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState(props.suggestedName ?? '');
  const several = props.choose === 'anything';
  const folder = listing.value?.folder ?? '';
  const isNew = props.choose === 'new-folder' || props.choose === 'new-file';
  const isFolder = props.choose === 'folder';
  const shown = isFolder && folder !== '' ? [folder] : chosen;
  const target = isNew ? [join(folder, withEnding(name, props.ending ?? ''))] : [...shown];
  const ready = isNew ? name.trim() !== '' && folder !== '' : target.length > 0;
  const choose = (paths: string[]) => {
    if (paths.length > 0) props.onChoose(paths);
  };
  const isThere = isNew && listing.value?.entries.some((entry) => entry.path === target[0]);
  const targetNote = ready ? `${target[0]}${isThere ? ' is there already' : ''}` : null;

  return (
    <Dialog title={props.title} onClose={props.onClose} wide>
      <div className={styles['body']}>
        <PathBox listing={listing} />
        {listing.problem ? <Problem words={listing.problem} /> : null}
        <FileList
          listing={listing.value}
          chosen={chosen}
          several={several}
          isChoosable={choosable[props.choose]}
          onChoose={setChosen}
          onEnter={(path) => {
            setChosen([]);
            listing.go(path);
          }}
          onOpen={(path) => choose([path])}
        />
        {isNew ? (
          <NewFolder
            name={name}
            onName={setName}
            onMake={(made) => void listing.make(props.createFolder, made)}
          />
        ) : null}
      </div>
      <DialogFoot
        note={isNew ? targetNote : chosen.length > 1 ? `${chosen.length} chosen` : shown[0]}
      >
        {props.native ? (
          <SystemDialogs choice={props.choose} ask={props.native} onChoose={choose} />
        ) : null}
        <Button onClick={props.onClose}>Cancel</Button>
        {several && chosen.length === 0 ? (
          <Button variant="filled" disabled={folder === ''} onClick={() => choose([folder])}>
            {props.actionOnFolder ?? `${props.action} this folder`}
          </Button>
        ) : (
          <Button variant="filled" disabled={!ready} onClick={() => choose(target)}>
            {isThere && props.choose === 'new-file' ? 'Replace the file' : props.action}
            {several && chosen.length > 0 && !props.actionOnFolder ? ` ${chosen.length}` : ''}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}

/** Most systems have no dialog that takes files and folders alike. */
function SystemDialogs(props: {
  readonly choice: Choice;
  readonly ask: (folders: boolean) => Promise<string[]>;
  readonly onChoose: (paths: string[]) => void;
}) {
  const { choice } = props;
  return (
    <>
      {choice === 'anything' || choice === 'file' ? (
        <Button onClick={() => void props.ask(false).then(props.onChoose)}>Choose files…</Button>
      ) : null}
      {choice === 'file' ? null : (
        <Button onClick={() => void props.ask(true).then(props.onChoose)}>Choose a folder…</Button>
      )}
    </>
  );
}

/** Typing completes: Tab takes the only or first match, Enter goes there. */
function PathBox({ listing }: { listing: ReturnType<typeof useListing> }) {
  const folder = listing.value?.folder ?? '';
  const [text, setText] = useState(folder);
  // A listing that arrives while somebody types must not take their words away.
  const isTyping = useRef(false);
  useEffect(() => {
    if (!isTyping.current) setText(folder);
  }, [folder]);
  const start = text.startsWith(folder) ? text.slice(folder.length).replace(/^[/\\]/, '') : '';
  const match = listing.value?.entries.find(
    (entry) => entry.kind === 'folder' && start !== '' && entry.name.startsWith(start),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && match && !event.shiftKey) {
      event.preventDefault();
      isTyping.current = false;
      listing.go(match.path);
    }
    if (event.key === 'Enter') {
      isTyping.current = false;
      listing.go(match && text !== match.path ? match.path : text);
    }
  };
  return (
    <div className={styles['path']}>
      <Button
        disabled={!listing.value?.parent}
        onClick={() => listing.value?.parent && listing.go(listing.value.parent)}
        aria-label="Up to the parent folder"
      >
        Up
      </Button>
      <TextInput
        data-autofocus
        className={styles['box'] ?? ''}
        aria-label="Path"
        value={text}
        spellCheck={false}
        onChange={(event) => {
          isTyping.current = true;
          setText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        description={match ? `Tab: ${match.name}` : null}
        inputWrapperOrder={['input', 'description']}
      />
    </div>
  );
}

function NewFolder(props: {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onMake: (name: string) => void;
}) {
  const [made, setMade] = useState('');
  return (
    <div className={styles['names']}>
      <TextInput
        label="Name"
        value={props.name}
        onChange={(event) => props.onName(event.currentTarget.value)}
      />
      <TextInput
        label="New folder here"
        value={made}
        onChange={(event) => setMade(event.currentTarget.value)}
      />
      <Button
        disabled={made.trim() === ''}
        onClick={() => {
          props.onMake(made.trim());
          setMade('');
        }}
      >
        Create folder
      </Button>
    </div>
  );
}

function join(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

const withEnding = (name: string, ending: string): string =>
  name.trim().endsWith(ending) ? name.trim() : name.trim() + ending;
