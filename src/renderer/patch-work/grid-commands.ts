import type { LabelValue } from '../../shared/decision.ts';
import type { Command } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { steppedSize } from './tile-size.ts';
import type { GridState } from './use-grid-state.ts';

/** Keys of the labels, the same on every screen; digits for one hand on the number pad. */
export const labelKeys: readonly { value: LabelValue; title: string; keys: readonly string[] }[] = [
  { value: 'informative', title: 'Label informative', keys: ['f', '1'] },
  { value: 'uninformative', title: 'Label uninformative', keys: ['d', '2'] },
  { value: 'unsure', title: 'Label unsure', keys: ['s', '3'] },
  { value: 'none', title: 'Take the label back', keys: ['x', 'delete'] },
];

const moves = {
  arrowleft: 'Previous patch',
  arrowright: 'Next patch',
  arrowup: 'Patch above',
  arrowdown: 'Patch below',
  pageup: 'Page up',
  pagedown: 'Page down',
  home: 'First patch',
  end: 'Last patch',
} as const;

/** What can be done in a grid of patches. While the context is held, up and down leaf through sections. */
export function gridCommands(grid: {
  readonly state: GridState;
  readonly isHeld: boolean;
  readonly hold: (on: boolean) => void;
  readonly inspect: () => void;
}): readonly Command[] {
  const { state } = grid;
  const view = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: 'View',
    keys,
    run,
  });
  const labels = labelKeys.map(({ value, title, keys }) => ({
    title,
    group: 'Label' as const,
    keys,
    run: () => state.label(value),
  }));
  const moved = Object.entries(moves).flatMap(([name, title]): Command[] => [
    { title, group: 'Move', keys: [name], run: () => state.move(name, false) },
    {
      title: `${title}, selecting`,
      group: 'Select',
      keys: [`shift+${name}`],
      run: () => state.move(name, true),
    },
  ]);
  const isLeafing = (command: Command) =>
    grid.isHeld && (command.keys[0] === 'arrowup' || command.keys[0] === 'arrowdown');
  return [
    ...labels,
    ...moved.filter((command) => !isLeafing(command)),
    { title: 'Select this page', group: 'Select', keys: ['ctrl+a'], run: state.selectPage },
    { title: 'Clear the selection', group: 'Select', keys: ['escape'], run: state.clear },
    {
      title: 'Hold to see the patch in its cross-section',
      group: 'View',
      keys: ['space'],
      run: () => grid.hold(true),
      release: () => grid.hold(false),
    },
    view('Details of the patch', ['i'], grid.inspect),
    view('Larger patches', ['+', '=', 'ctrl+=', 'ctrl++'], () => zoom(1)),
    view('Smaller patches', ['-', 'ctrl+-'], () => zoom(-1)),
    view('Scores and sources on patches', ['c'], () =>
      prefer({ captions: !preferences.get().captions }),
    ),
    view('Next contrast', ['k'], nextContrast),
    view('Save failed labels again', ['r'], () => labelling.retry()),
  ];
}

const zoom = (direction: 1 | -1) =>
  prefer({ tileSize: steppedSize(preferences.get().tileSize, direction) });

function nextContrast(): void {
  const order = ['0-100', '1-99', '5-95', '0-100'] as const;
  const at = order.indexOf(preferences.get().contrast);
  prefer({ contrast: order[at + 1] ?? '0-100' });
}
