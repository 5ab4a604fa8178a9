import { expect, test } from 'vitest';
import { conflictGroups } from '../../../src/renderer/export/conflict-groups.ts';
import { licenceConflicts } from '../../../src/shared/licence-conflicts.ts';

const source = (name: string, licence: string) => ({ name, licence, attribution: 'A lab' });

test('sources with one trouble are one group, the largest first; general trouble is not among them', () => {
  const conflicts = licenceConflicts(
    [source('a', 'CC-BY-NC-4.0'), source('b', ''), source('c', ''), source('d', 'CC0-1.0')],
    'CC-BY-4.0',
  );
  const groups = conflictGroups(conflicts);
  expect(groups.map(({ names }) => names)).toEqual([['b', 'c'], ['a']]);
  expect(groups[1]?.why).toContain('CC BY-NC 4.0');
  expect(conflictGroups(licenceConflicts([], ''))).toEqual([]);
});
