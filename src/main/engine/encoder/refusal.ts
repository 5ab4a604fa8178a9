import { fail, type Outcome, succeed } from '../../../shared/failure.ts';

/**
 * Why a file is not read, on its way from deep inside a reader to the edge of this stage, where
 * `outcomeOf` makes it a `Failure`. It never leaves the stage.
 */
export class Refusal extends Error {
  /** Set where the file ends too early: its bytes, and how many were promised. */
  readonly shortfall: { readonly has: number; readonly needs: number } | null;

  constructor(what: string, shortfall: Refusal['shortfall'] = null) {
    super(what);
    this.shortfall = shortfall;
  }
}

/** Gives up on the file; `what` completes the sentence "the header makes no sense: ...". */
export function refuse(what: string): never {
  throw new Refusal(what);
}

/** The value of `read`, or why it was refused: `header-invalid` or `file-truncated`. */
export function outcomeOf<T>(path: string, read: () => T): Outcome<T> {
  try {
    return succeed(read());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.shortfall) return fail({ kind: 'file-truncated', path, ...error.shortfall });
    return fail({ kind: 'header-invalid', path, what: error.message });
  }
}

/** A name out of a file, short and in one line, to be quoted in a sentence. */
export const quoted = (name: string): string => `"${plainText(name)}"`;

/** A text out of a file, short and in one line. */
export function plainText(text: string): string {
  // Control characters could rewrite the line of a terminal.
  const plain = text.slice(0, 80).replaceAll(/\p{C}/gu, '?');
  return text.length > 80 ? `${plain}...` : plain;
}
