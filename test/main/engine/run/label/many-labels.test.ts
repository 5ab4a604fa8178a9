import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { decideMany } from '../../../../../src/main/engine/run/label/many-labels.ts';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import { openSession, type Session } from '../../../../../src/main/engine/run/project/session.ts';
import { undoOrRedoMany } from '../../../../../src/main/engine/run/undo-many.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import { type LabelValue, labelRequest } from '../../../../../src/shared/decision.ts';
import { addVolume, exemplarAt, newFolder, patchAt } from '../../catalog/new-catalog.ts';
import { must, mustFail } from '../small-project.ts';

const exemplars = 3000;
const folder = () => join(newFolder(), 'many');

/** A project with so many exemplars of one volume, and nothing to see of them. */
function someSession(): Session {
  const session = must(createSession(folder(), 'test'));
  const { catalog } = session;
  catalog.commit(() => {
    const { volume } = addVolume(catalog, 'liver', 'liver');
    const cut = catalog.cuts.find(cutSettings.parse({}));
    catalog.settings.set('cut', String(cut));
    const scope = catalog.cuts.addScope(cut, 'source:1', '');
    for (let at = 0; at < exemplars; at++) catalog.exemplars.add(scope, exemplarAt(at, volume, at));
    catalog.cuts.completeScope(scope);
  });
  return session;
}

const decisionsOf = (value: LabelValue) =>
  Array.from({ length: exemplars }, (_, at) => ({
    address: patchAt('liver', at),
    value,
    reason: null,
    origin: 'import' as const,
  }));
const imported = { kind: 'import', summary: 'Imported 3,000 labels' } as const;
const labelled = ({ catalog }: Session) => Object.fromEntries(catalog.labels.counts());
const shown = (session: Session, code: number) =>
  session.columns().label.filter((label) => label === code).length;
const label = (session: Session, ordinal: number, value: LabelValue) =>
  must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals: [ordinal], value }] })));

async function reopened(session: Session): Promise<Session> {
  await session.close();
  const again = must(openSession(session.folder, 'test', false));
  await again.loadColumns();
  return again;
}

test('many labels are one action, and labels given meanwhile are saved at once and stay', async () => {
  const session = someSession();
  const importing = decideMany(session, imported, decisionsOf('informative'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(labelled(session)).toEqual({});
  label(session, 7, 'unsure');
  expect(labelled(session)).toEqual({ unsure: 1 });
  await importing;
  expect(labelled(session)).toEqual({ informative: exemplars - 1, unsure: 1 });
  expect([shown(session, 1), shown(session, 3)]).toEqual([exemplars - 1, 1]);
  expect(session.catalog.settings.get('many-labels')).toBe('null');

  expect(must(await undoOrRedoMany(session, 'undo', null)).summary).toBe(
    'Took back: Labelled 1 patch unsure.',
  );
  expect(labelled(session)).toEqual({ informative: exemplars });
  const undone = must(await undoOrRedoMany(session, 'undo', 'key'));
  expect(undone).toMatchObject({ summary: 'Took back: Imported 3,000 labels.' });
  expect(undone.changed).toHaveLength(exemplars);
  expect([labelled(session), shown(session, 0)]).toEqual([{}, exemplars]);
  expect(must(await undoOrRedoMany(session, 'undo', 'key')).action).toBe(undone.action);
  expect(mustFail(await undoOrRedoMany(session, 'undo', null)).kind).toBe('nothing-to-undo');
  await undoOrRedoMany(session, 'redo', null);
  await undoOrRedoMany(session, 'redo', null);
  expect(labelled(session)).toEqual({ informative: exemplars - 1, unsure: 1 });
  await session.close();
});

test('two imports at once come one after the other', async () => {
  const session = someSession();
  await Promise.all([
    decideMany(session, imported, decisionsOf('informative')),
    decideMany(session, imported, decisionsOf('uninformative')),
  ]);
  expect(labelled(session)).toEqual({ uninformative: exemplars });
  await session.close();
});

test('an import that was killed before it was let in never counts', async () => {
  const session = someSession();
  const { catalog } = session;
  label(session, 1, 'informative');
  catalog.commit(() => {
    const action = catalog.actions.addHeld('curator', 1, 'import', 'Imported');
    for (const decision of decisionsOf('uninformative')) catalog.labels.decide(action, decision);
    catalog.settings.set('many-labels', JSON.stringify({ action, work: 'record' }));
  });
  const again = await reopened(session);
  expect(labelled(again)).toEqual({ informative: 1 });
  expect(again.catalog.labels.history(patchAt('liver', 5))).toEqual([]);
  expect(must(await undoOrRedoMany(again, 'undo', null)).summary).toContain('1 patch informative');
  expect(again.catalog.actions.toRedo('curator')?.summary).toContain('1 patch informative');
  await again.close();
});

test('labels of one that was let in, but not worked out, are there at the next opening', async () => {
  const session = someSession();
  const { catalog } = session;
  catalog.commit(() => {
    const action = catalog.actions.add('curator', 1, 'import', 'Imported');
    for (const decision of decisionsOf('unsure')) catalog.labels.decide(action, decision);
    catalog.labels.settleSome(action, 0, 100);
    catalog.settings.set('many-labels', JSON.stringify({ action, work: 'settle' }));
  });
  expect(labelled(session)).toEqual({ unsure: 100 });
  const again = await reopened(session);
  expect(labelled(again)).toEqual({ unsure: exemplars });
  expect(shown(again, 3)).toBe(exemplars);
  await again.close();
});
