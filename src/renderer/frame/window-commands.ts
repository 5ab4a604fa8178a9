import type { MenuCommand } from '../../shared/menu-command.ts';
import type { Command } from '../session/commands.ts';
import { findVolumes } from '../session/find-volumes.ts';
import { labelling } from '../session/labelling.ts';
import { goTo, type ScreenName } from '../session/navigation.ts';
import {
  chooseProject,
  closeProject,
  makeDemonstration,
  newProject,
  openProject,
  projectFromDataset,
  saveBalanceFigure,
} from '../session/project-actions.ts';
import { showOverlay } from './overlay-state.ts';

export const screenTitles: readonly (readonly [ScreenName, string])[] = [
  ['sources', 'Sources'],
  ['raw', 'Patches'],
  ['patches', 'Exemplars'],
  ['label', 'Label'],
  ['classifier', 'Classifier'],
  ['review', 'Review'],
  ['balance', 'Balance'],
  ['export', 'Export'],
  ['agreement', 'Agreement'],
  ['duplicates', 'Duplicates'],
];

/** What can be done anywhere in the window. */
export function windowCommands(hasProject: boolean): readonly Command[] {
  return hasProject ? [...always, ...withProject] : always;
}

const project = (title: string, keys: readonly string[], run: () => void): Command => ({
  title,
  group: 'Project',
  keys,
  run,
});

const always: readonly Command[] = [
  project('Everything that can be done', ['ctrl+k'], () => showOverlay('palette')),
  project('Keys', ['?'], () => showOverlay('keys')),
  project('New project…', ['ctrl+alt+n'], () => void newProject()),
  project('New project from a data set…', [], () => void projectFromDataset()),
  project('Open a project…', ['ctrl+o'], () => void chooseProject()),
  project('Make the demonstration project', [], () => void makeDemonstration()),
];

const withProject: readonly Command[] = [
  project('Undo', ['ctrl+z'], () => labelling.undo()),
  project('Redo', ['ctrl+shift+z', 'ctrl+y'], () => labelling.redo()),
  project('Find moved volumes…', [], () => void findVolumes()),
  project('Close the project', [], () => void closeProject()),
  project('Save the balance figure', [], () => void saveBalanceFigure('source')),
  ...screenTitles.map(
    ([screen, title], i): Command => ({
      // "Export…" of the Export screen is another command than going there.
      id: `go-to-${title.toLowerCase()}`,
      title,
      group: 'Go to',
      // The tenth has 0.
      keys: [`alt+[Digit${(i + 1) % 10}]`],
      run: () => goTo(screen),
    }),
  ),
];

const recentPrefix = 'project.recent:';

/** Does what was chosen in the desktop app's menu; the theme is the caller's to change. */
export function runMenuCommand(
  command: MenuCommand,
  chooseTheme: (theme: 'auto' | 'dark' | 'light') => void,
): void {
  const menu: Readonly<Record<string, () => void>> = {
    'project.new': () => void newProject(),
    'project.open': () => void chooseProject(),
    'project.close': () => void closeProject(),
    undo,
    redo,
    palette: () => showOverlay('palette'),
    'theme.system': () => chooseTheme('auto'),
    'theme.dark': () => chooseTheme('dark'),
    'theme.light': () => chooseTheme('light'),
    'help.keys': () => showOverlay('keys'),
  };
  if (command.startsWith(recentPrefix)) void openProject(command.slice(recentPrefix.length));
  else menu[command]?.();
}

/** While text is being edited, undo is the text's; the menu sends it here all the same. */
function undo(): void {
  if (isEditing()) document.execCommand('undo');
  else labelling.undo();
}

function redo(): void {
  if (isEditing()) document.execCommand('redo');
  else labelling.redo();
}

const isEditing = (): boolean => document.activeElement?.matches('input, textarea') ?? false;
