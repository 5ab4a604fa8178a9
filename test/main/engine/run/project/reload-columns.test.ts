import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { addVolume, exemplarAt, newFolder } from '../../catalog/new-catalog.ts';
import { must } from '../small-project.ts';

/** So many that they are read in several stretches. */
const exemplars = 30_000;

test('a label given, or a scope added, while columns are read again is in them', async () => {
  const session = must(createSession(join(newFolder(), 'reload'), 'test'));
  const { catalog } = session;
  const { volume } = addVolume(catalog, 'liver', 'liver');
  const cut = catalog.cuts.find(cutSettings.parse({}));
  catalog.settings.set('cut', String(cut));
  const addScope = (name: string, from: number, count: number) =>
    catalog.commit(() => {
      const scope = catalog.cuts.addScope(cut, name, '');
      for (let at = from; at < from + count; at++) {
        catalog.exemplars.add(scope, exemplarAt(at, volume, at));
      }
      catalog.cuts.completeScope(scope);
    });
  addScope('source:1', 0, exemplars);
  await session.reloadColumns();
  const before = session.columns();
  expect(before.count).toBe(exemplars);

  const reading = session.reloadColumns();
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals: [5], value: 'unsure' }] })));
  expect(session.columns()).toBe(before);
  await reading;
  expect(session.columns()).not.toBe(before);
  expect([...session.columns().label.slice(4, 7)]).toEqual([0, 3, 0]);

  const again = session.reloadColumns();
  addScope('source:2', exemplars, 1);
  session.forgetColumns();
  await again;
  expect(session.columns().count).toBe(exemplars + 1);
  expect(session.columns().label[5]).toBe(3);
  await session.close();
});
