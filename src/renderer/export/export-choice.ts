import { type ExportOptions, exportOptions } from '../../shared/export.ts';
import { engine } from '../bridge.ts';
import { createStore } from '../session/store.ts';

/** What is chosen to be exported of the open project; null until the engine said what it was last time. */
export const exportChoice = createStore<{
  project: string | null;
  options: ExportOptions | null;
}>({ project: null, options: null });

/** Fetches what was chosen last of this project. */
export async function loadChoice(project: string, hasCurated: boolean): Promise<void> {
  if (exportChoice.get().project === project) return;
  exportChoice.set({ project, options: null });
  const [remembered, terms] = await Promise.all([
    engine.exports.choice.query().catch(() => null),
    engine.exports.terms.query().catch(() => null),
  ]);
  if (exportChoice.get().project !== project) return;
  const options = (remembered?.ok && remembered.value) || firstOptions(hasCurated);
  exportChoice.set({ options: terms?.ok ? { ...options, terms: terms.value } : options });
}

/** What is exported when nothing is chosen. */
export const firstOptions = (hasCurated: boolean): ExportOptions =>
  exportOptions.parse({ set: hasCurated ? 'curated' : 'dedup' });

/** Sliding and typing are not written down at every step. */
const rememberAfterMs = 200;
let waiting = 0;

/** Changes what is chosen; the project remembers it. */
export function choose(change: Partial<ExportOptions>): void {
  const { options } = exportChoice.get();
  if (!options) return;
  exportChoice.set({ options: { ...options, ...change } });
  window.clearTimeout(waiting);
  waiting = window.setTimeout(remember, rememberAfterMs);
}

/** A project that is only read, or an engine that is away, forgets: the choice then lasts as long as the window. */
function remember(): void {
  const { options } = exportChoice.get();
  if (options) void engine.exports.remember.mutate(options).catch(() => undefined);
}
