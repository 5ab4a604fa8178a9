import { Menu, TextInput, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import type { Project } from '../../shared/project.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { nameAnnotator } from '../session/annotator.ts';
import { useCommands } from '../session/commands.ts';
import { findVolumes } from '../session/find-volumes.ts';
import {
  chooseProject,
  closeProject,
  newProject,
  projectFromDataset,
  saveBalanceFigure,
} from '../session/project-actions.ts';
import styles from './funnel.module.css';

/** The project's name; behind it what is done with a project as a whole. */
export function ProjectMenu({ project }: { project: Project }) {
  const [isNaming, setNaming] = useState(false);
  const naming = () => setNaming(true);
  useCommands([{ title: 'Annotator’s name…', group: 'Project', keys: [], run: naming }]);
  return (
    <>
      <Menu position="bottom-start" width={232}>
        <Menu.Target>
          <UnstyledButton className={styles['project'] ?? ''} title={project.folder}>
            <span>{project.name}</span>
            <svg viewBox="0 0 8 8" aria-hidden="true">
              <path d="M1 2.5 L4 5.5 L7 2.5" />
            </svg>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void newProject()}>New project…</Menu.Item>
          <Menu.Item onClick={() => void projectFromDataset()}>New from a data set…</Menu.Item>
          <Menu.Item onClick={() => void chooseProject()}>Open…</Menu.Item>
          <Menu.Item onClick={() => void closeProject()}>Close project</Menu.Item>
          <Menu.Divider />
          <Menu.Item
            disabled={project.readOnly || project.funnel.volumes === 0}
            onClick={() => void findVolumes()}
          >
            Find moved volumes…
          </Menu.Item>
          <Menu.Item disabled={project.readOnly} onClick={naming}>
            Annotator: {project.annotator}…
          </Menu.Item>
          <Menu.Item
            disabled={project.funnel.dedup === 0}
            onClick={() => void saveBalanceFigure('source')}
          >
            Save the balance figure
          </Menu.Item>
          <Menu.Divider />
          <ThemeItem />
        </Menu.Dropdown>
      </Menu>
      {isNaming ? (
        <AnnotatorDialog name={project.annotator} onClose={() => setNaming(false)} />
      ) : null}
    </>
  );
}

const nextScheme = { dark: 'light', light: 'auto', auto: 'dark' } as const;
const schemeWords = { dark: 'dark', light: 'light', auto: 'as the system' } as const;

/** Stays open, so that the themes can be tried one after another. */
function ThemeItem() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.Item closeMenuOnClick={false} onClick={() => setColorScheme(nextScheme[colorScheme])}>
      Theme: {schemeWords[colorScheme]}
    </Menu.Item>
  );
}

function AnnotatorDialog(props: { readonly name: string; readonly onClose: () => void }) {
  const [name, setName] = useState(props.name);
  const wanted = name.trim();
  const save = async () => {
    if (await nameAnnotator(wanted)) props.onClose();
  };
  const canSave = wanted !== '' && wanted !== props.name;
  return (
    <Dialog title="Annotator" onClose={props.onClose}>
      <form
        className={styles['annotator']}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void save();
        }}
      >
        <TextInput
          data-autofocus
          label="Name of who labels from now on"
          description="Written with every label. Undo takes back this person’s actions only."
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </form>
      <DialogFoot>
        <PrimaryButton disabled={!canSave} onClick={() => void save()}>
          Label as {wanted || '…'}
        </PrimaryButton>
      </DialogFoot>
    </Dialog>
  );
}
