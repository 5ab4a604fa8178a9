import type { FilterModel } from '../../shared/model.ts';
import type { Command } from '../session/commands.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { screenCommand } from './screen-command.ts';

/** What the keys of the Label screen do, beside those that label. */
export function labelScreenCommands(screen: { next: () => void; editReasons: () => void }) {
  return [
    screenCommand('Next queue: leave out what is labelled', ['n'], screen.next),
    {
      ...screenCommand('Go on to the next patch after a label, or stay', ['m'], () =>
        prefer({ advances: !preferences.get().advances }),
      ),
      group: 'Label' as const,
    },
    screenCommand('Show or hide the session', ['p'], () =>
      prefer({ showsSession: !preferences.get().showsSession }),
    ),
    screenCommand('Edit the defect reasons…', [], screen.editReasons),
  ];
}

/** Turns the assisted page on or off. */
export const assistedCommand = (run: () => void): Command =>
  screenCommand('Assisted page on or off', ['a'], run);

/** Whether the model learns from every label. */
export const learnCommand: Command = {
  ...screenCommand('Learn while labelling, or not', ['shift+l'], () =>
    prefer({ learns: !preferences.get().learns }),
  ),
  group: 'Label',
};

/** Why no model can label pages or learn; null where one can. */
export function whyUnassisted(
  models: readonly FilterModel[] | null,
  isEmpty: boolean,
): string | null {
  if (isEmpty) return 'There are no patches yet. Add sources and run them first.';
  if (models === null) return 'The models are still being looked up. Press the key again.';
  return models.length > 0 ? null : 'This needs a model. Train one on the Classifier screen first.';
}
