import { resolve } from 'node:path';
import type { Shell } from '../../../src/main/cli/perform.ts';

/** A shell for looking at the command line itself: prints nothing, starts nothing. */
export const quietShell: Shell = {
  terminal: {
    print: () => {},
    note: () => {},
    redraws: false,
    columns: 80,
    workingFolder: '/lab',
    interrupted: new AbortController().signal,
  },
  path: (given) => resolve('/lab', given),
  startEngine: () => {
    throw new Error('this test starts no engine');
  },
  exit: () => {},
};
