import type { Outcome } from '../../../shared/failure.ts';
import type { LabelFormat } from '../../../shared/label-file.ts';
import type { FileLabel } from './label-file.ts';

/** One way of writing labels as a text. */
export interface LabelText {
  readonly name: LabelFormat;
  /** Decides from the file's name and its first characters alone. */
  recognises(path: string, start: string): boolean;
  read(text: string, path: string): Outcome<readonly FileLabel[]>;
  /** @param labels names as `source/paper-name`, without an ending */
  write(labels: readonly FileLabel[]): string;
}
