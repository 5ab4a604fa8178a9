import type { Choice } from '../element/file-picker.tsx';
import { createStore } from './store.ts';

/** What the file picker is to ask. */
export interface FileQuestion {
  readonly title: string;
  readonly choose: Choice;
  readonly action: string;
  readonly actionOnFolder?: string;
  readonly suggestedName?: string;
  readonly ending?: string;
}

/** The question that the picker now shows, if any. */
export const asked = createStore<{
  question: FileQuestion | null;
  answer: (paths: string[] | null) => void;
}>({ question: null, answer: () => undefined });

/** Shows the picker; null when it was closed without choosing. */
export function askForFiles(question: FileQuestion): Promise<string[] | null> {
  asked.get().answer(null);
  return new Promise((resolve) => {
    asked.set({
      question,
      answer: (paths) => {
        asked.set({ question: null, answer: () => undefined });
        resolve(paths);
      },
    });
  });
}
