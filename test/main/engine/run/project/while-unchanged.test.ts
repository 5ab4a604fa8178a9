import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import { whileUnchanged } from '../../../../../src/main/engine/run/project/while-unchanged.ts';
import { emptyFolder, must } from '../small-project.ts';

const folder = emptyFolder();
const session = must(createSession(join(folder, 'kept.emcurator'), 'test'));
const { catalog } = session;
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

let times = 0;
const names = whileUnchanged((asked) => {
  times++;
  return asked.catalog.sources.all().map(({ name }) => name);
});
const metadata = {
  technique: '',
  organism: '',
  tissue: '',
  doi: '',
  licence: '',
  attribution: '',
  notes: '',
  withheld: null,
};
const add = (name: string) => catalog.sources.add(name, metadata, { kind: 'by-type' }, false);

test('a value is worked out once, however often it is asked for', () => {
  expect([names(session), names(session)]).toEqual([[], []]);
  expect(times).toBe(1);
});

test('a label does not count as a change, a source does', () => {
  catalog.commit(() => catalog.actions.add('me', 1, 'label', 'Labelled'));
  names(session);
  expect(times).toBe(1);
  catalog.commit(() => add('liver'));
  expect(names(session)).toEqual(['liver']);
});

test('what was read inside a transaction that was taken back is forgotten', () => {
  expect(() =>
    catalog.commit(() => {
      add('brain');
      expect(names(session)).toEqual(['liver', 'brain']);
      throw new Error('taken back');
    }),
  ).toThrow('taken back');
  expect(names(session)).toEqual(['liver']);
});
