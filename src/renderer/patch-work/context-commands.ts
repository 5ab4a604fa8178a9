import { type ContextZoom, contextZoom } from '../../shared/context.ts';
import type { Command } from '../session/commands.ts';

/** What the keys of the context view do: leaf through sections, change the zoom, close. */
export function contextCommands(view: {
  readonly by: (steps: number) => void;
  readonly zoom: ContextZoom;
  readonly setZoom: (zoom: ContextZoom) => void;
  readonly close: () => void;
}): readonly Command[] {
  const { options } = contextZoom;
  const next = options[(options.indexOf(view.zoom) + 1) % options.length] ?? 'middle';
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: 'View',
    keys,
    run,
  });
  return [
    command('Next section', ['arrowup'], () => view.by(1)),
    command('Previous section', ['arrowdown'], () => view.by(-1)),
    command('Next zoom of the context', ['z'], () => view.setZoom(next)),
    closing(view.close),
  ];
}

/** Closes the context. */
export const closing = (run: () => void): Command => ({
  title: 'Close the context',
  group: 'View',
  keys: ['escape'],
  run,
});
