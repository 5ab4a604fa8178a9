import { expect, test } from 'vitest';
import { emptyColumns } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { inOrderOfVolumes } from '../../../../../src/main/engine/run/project/order-of-volumes.ts';

test('rows go by source, then volume, then place, whatever the order of work was', () => {
  const columns = emptyColumns(5);
  columns.source.set([2, 1, 1, 2, 1]);
  columns.volume.set([4, 3, 1, 4, 1]);
  expect([...inOrderOfVolumes(columns, Uint32Array.of(4, 3, 2, 1, 0))]).toEqual([2, 4, 1, 0, 3]);
});
