import { fail, type Outcome, succeed } from '../../../shared/failure.ts';

/** The JSON of a text; `label-file-invalid` where there is none. */
export function parsedJson(text: string, path: string): Outcome<unknown> {
  try {
    return succeed(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const what = `it is not JSON (${reason.slice(0, 80)})`;
    return fail({ kind: 'label-file-invalid', path, what });
  }
}
