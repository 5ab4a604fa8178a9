import { afterAll, expect, test } from 'vitest';
import {
  removePlan,
  renamePlan,
  savePlan,
} from '../../../../../src/main/engine/run/balance/saved-plans.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { balancePlanRules } from '../../../../../src/shared/balance-plan.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject } from '../small-project.ts';

const processes = startTaskProcesses();
const project = newProject(processes);
const { session } = project;
const { balancePlans } = session.catalog;
afterAll(async () => {
  await project.close();
  processes.close();
});

const rules = (cap: number) => balancePlanRules.parse({ cap });
const plans = () => balancePlans.all().map(({ name, rules: { cap } }) => `${name} ${cap}`);

test('a plan is saved, replaced, renamed, removed, and all of it undone', () => {
  must(savePlan(session, 'even', rules(100)));
  must(savePlan(session, 'even', rules(200)));
  expect(plans()).toEqual(['even 200']);
  const { id } = balancePlans.byName('even') ?? { id: -1 };
  must(renamePlan(session, id, 'at most 200'));
  expect(balancePlans.byId(id)?.name).toBe('at most 200');
  must(removePlan(session, id));
  expect(plans()).toEqual([]);
  for (const expected of [['at most 200 200'], ['even 200'], ['even 100'], []]) {
    must(undoOrRedo(session, 'undo'));
    expect(plans()).toEqual(expected);
  }
  must(undoOrRedo(session, 'redo'));
  expect(plans()).toEqual(['even 100']);
});

test('a plan takes no name that another has, by renaming or by undoing', () => {
  must(savePlan(session, 'second', rules(5)));
  const second = balancePlans.byName('second')?.id ?? -1;
  expect(mustFail(renamePlan(session, second, 'even'))).toEqual({
    kind: 'plan-name-taken',
    name: 'even',
  });
  must(removePlan(session, second));
  session.catalog.settings.set('annotator', 'a colleague');
  must(savePlan(session, 'second', rules(6)));
  session.catalog.settings.set('annotator', 'curator');
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('plan-name-taken');
  expect(plans()).toEqual(['even 100', 'second 6']);
});

test('a plan that is not there is said, with those that are', () => {
  expect(mustFail(removePlan(session, 99))).toMatchObject({ known: 'even, second' });
  expect(mustFail(renamePlan(session, 99, 'x')).kind).toBe('option-invalid');
});
