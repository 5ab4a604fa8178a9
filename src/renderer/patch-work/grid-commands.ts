import type { LabelValue } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';
import type { Command } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { steppedSize } from './tile-size.ts';
import type { GridState } from './use-grid-state.ts';

/** Keys of the labels, the same on every screen. */
export const labelKeys: readonly { value: LabelValue; title: string; keys: readonly string[] }[] = [
  { value: 'informative', title: 'Label informative', keys: ['f'] },
  { value: 'uninformative', title: 'Label uninformative', keys: ['d'] },
  { value: 'unsure', title: 'Label unsure', keys: ['s'] },
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

/** What can be done in a grid of patches. */
export function gridCommands(grid: {
  readonly state: GridState;
  /** the first nine have the digits */
  readonly reasons: readonly string[];
  readonly hold: (on: boolean, at?: number) => void;
  readonly inspect: () => void;
  readonly showLike: () => void;
}): readonly Command[] {
  const { state } = grid;
  return [
    ...labelCommands(state, grid.reasons),
    ...moveCommands(state),
    select('Select this page', ['ctrl+a'], state.selectPage),
    select('Select the whole queue', ['ctrl+shift+a'], state.selectAll),
    select('Invert the selection', ['ctrl+i'], state.invertSelection),
    select('Clear the selection', ['escape'], state.clear),
    {
      ...view('Hold to see the patch in its cross-section', ['space'], (at) => grid.hold(true, at)),
      release: (at) => grid.hold(false, at),
    },
    view('Details of the patch', ['i'], grid.inspect),
    view('More like this', ['l'], grid.showLike),
    view('Larger patches', ['+', '=', 'ctrl+=', 'ctrl++'], () => zoom(1)),
    view('Smaller patches', ['-', '[Minus]', 'ctrl+-'], () => zoom(-1)),
    view('Scores and sources on patches', ['c'], () =>
      prefer({ captions: !preferences.get().captions }),
    ),
    view('Save failed labels again', ['r'], () => labelling.retry()),
  ];
}

const of =
  (group: Command['group']) =>
  (title: string, keys: readonly string[], run: Command['run']): Command => ({
    title,
    group,
    keys,
    run,
  });
const view = of('View');
const select = of('Select');
const label = of('Label');

function labelCommands(state: GridState, reasons: readonly string[]): readonly Command[] {
  const rest = (value: LabelValue) => () => state.labelRest(value, isLabelled);
  return [
    ...labelKeys.map(({ value, title, keys }) => label(title, keys, () => state.label(value))),
    label('Label the rest of the page informative', ['shift+f'], rest('informative')),
    label('Label the rest of the page uninformative', ['shift+d'], rest('uninformative')),
    // Digits by their place: on AZERTY they are what the keys give with shift.
    ...reasons.slice(0, 9).map((reason, i) => ({
      // A chosen key is of the digit's place in the list, which differs between projects.
      id: `reason-${i + 1}`,
      ...label(`Uninformative: ${reason}`, [`[Digit${i + 1}]`, `[Numpad${i + 1}]`], () =>
        state.label('uninformative', reason),
      ),
    })),
  ];
}

/** Moving the focus, and selecting on the way. */
export function moveCommands(state: Pick<GridState, 'move'>): readonly Command[] {
  return Object.entries(moves).flatMap(([name, title]): Command[] => [
    of('Move')(title, [name], () => state.move(name, false)),
    select(`${title}, selecting`, [`shift+${name}`], () => state.move(name, true)),
  ]);
}

/** By what this window knows, which is newer than the page that was fetched. */
export function isLabelled(patch: GridPatch): boolean {
  return (labelling.paintedOf(patch.ordinal)?.value ?? patch.label) !== 'none';
}

const zoom = (direction: 1 | -1) =>
  prefer({ tileSize: steppedSize(preferences.get().tileSize, direction) });
