import type { Command } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { goTo, type ScreenName } from '../session/navigation.ts';
import { chooseProject, closeProject, makeDemonstration, newProject } from '../session/project-actions.ts';
import { showOverlay } from './overlay-state.ts';

export const screenTitles: readonly (readonly [ScreenName, string])[] = [
  ['sources', 'Sources'],
  ['patches', 'Exemplars'],
  ['label', 'Label'],
  ['classifier', 'Classifier'],
  ['review', 'Review'],
  ['balance', 'Balance'],
  ['export', 'Export'],
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
  project('Open a project…', ['ctrl+o'], () => void chooseProject()),
  project('Make the demonstration project', [], () => void makeDemonstration()),
];

const withProject: readonly Command[] = [
  project('Undo', ['ctrl+z'], () => labelling.undo()),
  project('Redo', ['ctrl+shift+z', 'ctrl+y'], () => labelling.redo()),
  project('Close the project', [], () => void closeProject()),
  ...screenTitles.map(([screen, title], i): Command => ({
    title,
    group: 'Go to',
    keys: [`alt+${i + 1}`],
    run: () => goTo(screen),
  })),
];

const menu: Readonly<Record<string, () => void>> = {
  new: () => void newProject(),
  open: () => void chooseProject(),
  close: () => void closeProject(),
  undo: () => labelling.undo(),
  redo: () => labelling.redo(),
  keys: () => showOverlay('keys'),
  palette: () => showOverlay('palette'),
};

/** Does what was chosen in the desktop app's menu; a command it does not know is a bug of ours. */
export function runMenuCommand(command: string): void {
  const run = menu[command];
  if (!run) throw new Error(`unknown menu command "${command}"`);
  run();
}
