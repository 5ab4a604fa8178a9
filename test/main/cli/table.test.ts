import { expect, test } from 'vitest';
import { table } from '../../../src/main/cli/table.ts';

test('columns line up, numbers to the right, no space at line ends', () => {
  const columns = [{ heading: 'set' }, { heading: 'patches', right: true }, { heading: 'note' }];
  expect(
    table(columns, [
      ['raw', '1,204', 'all'],
      ['curated', '9', ''],
    ]),
  ).toBe(['set      patches  note', 'raw        1,204  all', 'curated        9'].join('\n'));
});
